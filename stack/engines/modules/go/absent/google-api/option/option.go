// Package option declares how one would sign in to Google Cloud.
package option

import "golang.org/x/oauth2/google"

type (
	ClientOption    struct{}
	CredentialsType string
)

const ServiceAccount CredentialsType = "service_account"

func WithScopes(...string) ClientOption { return ClientOption{} }

func WithAuthCredentialsFile(CredentialsType, string) ClientOption { return ClientOption{} }

func WithCredentials(*google.Credentials) ClientOption { return ClientOption{} }
