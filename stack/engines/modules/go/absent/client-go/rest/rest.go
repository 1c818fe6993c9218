// Package rest refuses to connect to Kubernetes.
package rest

import (
	"errors"
	"net/http"
)

// ErrAbsent is what every way to a connection answers.
var ErrAbsent = errors.New("discovery in Kubernetes is not in this build: use an official release")

type Config struct {
	Host        string
	UserAgent   string
	ContentType string
	Transport   http.RoundTripper
}

func InClusterConfig() (*Config, error) { return nil, ErrAbsent }
