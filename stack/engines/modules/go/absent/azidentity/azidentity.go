// Package azidentity refuses to sign in to Azure.
package azidentity

import (
	"errors"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
)

var errAbsent = errors.New("signing in to Azure is not in this build: use an official release")

type ClientID string

type ManagedIdentityCredentialOptions struct {
	azcore.ClientOptions
	ID ClientID
}

type WorkloadIdentityCredentialOptions struct {
	azcore.ClientOptions
	ClientID, TenantID, TokenFilePath string
}

type ClientSecretCredentialOptions struct{ azcore.ClientOptions }

type DefaultAzureCredentialOptions struct {
	azcore.ClientOptions
	TenantID string
}

func NewManagedIdentityCredential(*ManagedIdentityCredentialOptions) (azcore.TokenCredential, error) {
	return nil, errAbsent
}

func NewWorkloadIdentityCredential(*WorkloadIdentityCredentialOptions) (azcore.TokenCredential, error) {
	return nil, errAbsent
}

func NewClientSecretCredential(_, _, _ string, _ *ClientSecretCredentialOptions) (azcore.TokenCredential, error) {
	return nil, errAbsent
}

func NewDefaultAzureCredential(*DefaultAzureCredentialOptions) (azcore.TokenCredential, error) {
	return nil, errAbsent
}
