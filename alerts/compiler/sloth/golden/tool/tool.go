//go:build tool

package tool

import _ "github.com/slok/sloth/cmd/sloth"
