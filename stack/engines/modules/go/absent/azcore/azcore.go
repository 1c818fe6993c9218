// Package azcore declares how one would sign in to Azure.
package azcore

import (
	"context"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
)

type AccessToken struct {
	Token                string
	ExpiresOn, RefreshOn time.Time
}

type ClientOptions struct{ Cloud cloud.Configuration }

type TokenCredential interface {
	GetToken(context.Context, policy.TokenRequestOptions) (AccessToken, error)
}
