// Package gcp is imported for its effect, of which there is none.
package gcp
