package liveness

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// An authority, and the files of who trusts it and was signed by it.
func identity(t *testing.T) (TLS, *tls.Config) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	require.NoError(t, err)
	template := &x509.Certificate{
		SerialNumber:          big.NewInt(1),
		Subject:               pkix.Name{CommonName: "collector"},
		NotBefore:             time.Now().Add(-time.Hour),
		NotAfter:              time.Now().Add(time.Hour),
		IPAddresses:           []net.IP{net.IPv4(127, 0, 0, 1)},
		IsCA:                  true,
		BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	require.NoError(t, err)
	private, err := x509.MarshalPKCS8PrivateKey(key)
	require.NoError(t, err)
	write := func(name, kind string, bytes []byte) string {
		file := filepath.Join(t.TempDir(), name)
		require.NoError(t, os.WriteFile(file, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: bytes}), 0o600))
		return file
	}
	certificate := write("certificate.pem", "CERTIFICATE", der)
	files := TLS{CAFile: certificate, CertFile: certificate, KeyFile: write("key.pem", "PRIVATE KEY", private)}
	config, err := files.load()
	require.NoError(t, err)
	config.ClientCAs = config.RootCAs
	config.ClientAuth = tls.RequireAndVerifyClientCert
	return files, config
}

func TestKafkaUnderTLSLivesForWhoHasACertificateAlone(t *testing.T) {
	files, config := identity(t)
	strangers, _ := identity(t)
	endpoint := peer(t, func(connection net.Conn) {
		secure := tls.Server(connection, config)
		takesTheRequest(secure)
		secure.Write([]byte{0, 0, 0, 6, 0, 0, 0, 1, 0, 0})
	})
	within, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	assert.NoError(t, askKafkaOverTLS(within, endpoint, files))
	assert.Error(t, askKafkaOverTLS(within, endpoint, strangers))
	assert.Error(t, askKafkaOverTLS(within, endpoint, TLS{CAFile: "nowhere"}))
	assert.Error(t, askKafka(within, endpoint))
}
