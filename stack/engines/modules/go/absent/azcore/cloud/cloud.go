// Package cloud names Azure's clouds.
package cloud

type Configuration struct{ name string }

var (
	AzureChina      = Configuration{"China"}
	AzureGovernment = Configuration{"Government"}
	AzurePublic     = Configuration{"Public"}
)
