module k8s.io/client-go

go 1.25.0

require (
	k8s.io/api v0.34.3
	k8s.io/apimachinery v0.34.3
)
