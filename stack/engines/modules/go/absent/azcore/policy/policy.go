// Package policy declares what a token for Azure is asked for.
package policy

type TokenRequestOptions struct{ Scopes []string }
