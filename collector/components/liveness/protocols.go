package liveness

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
)

// The longest answer that is read.
const mostBytes = 1 << 20

// Each asks once, on a connection of its own, and gives why there was no answer, if there was none. The context ends all of it.
var protocols = map[string]func(within context.Context, endpoint string) error{
	"http":     askHTTP,
	"kafka":    askKafka,
	"postgres": askPostgres,
}

var client = &http.Client{
	Transport:     &http.Transport{DisableKeepAlives: true},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// An answer of any status shows that it lives; what it cannot do without others is for them to tell.
func askHTTP(within context.Context, endpoint string) error {
	request, err := http.NewRequestWithContext(within, http.MethodGet, endpoint, nil)
	if err != nil {
		return err
	}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, io.LimitReader(response.Body, mostBytes))
	return err
}

// ApiVersions, version 0, no client id: what every broker answers first. The answer says how long it is.
var apiVersions = []byte{0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, 0xff, 0xff}

func askKafka(within context.Context, endpoint string) error {
	return exchange(within, endpoint, apiVersions, readKafka)
}

func askKafkaOverTLS(within context.Context, endpoint string, files TLS) error {
	config, err := files.load()
	if err != nil {
		return err
	}
	return exchangeOver(within, endpoint, &tls.Dialer{Config: config}, apiVersions, readKafka)
}

func (files TLS) load() (*tls.Config, error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: x509.NewCertPool()}
	authority, err := os.ReadFile(files.CAFile)
	if err != nil {
		return nil, err
	}
	if !config.RootCAs.AppendCertsFromPEM(authority) {
		return nil, fmt.Errorf("%s holds no certificate", files.CAFile)
	}
	own, err := tls.LoadX509KeyPair(files.CertFile, files.KeyFile)
	if err != nil {
		return nil, err
	}
	config.Certificates = []tls.Certificate{own}
	return config, nil
}

func readKafka(connection io.Reader) error {
	var length uint32
	if err := binary.Read(connection, binary.BigEndian, &length); err != nil {
		return err
	}
	if length < 4 || length > mostBytes {
		return fmt.Errorf("an answer of %d bytes is not one of Kafka", length)
	}
	_, err := io.CopyN(io.Discard, connection, int64(length))
	return err
}

// SSLRequest: "do you speak TLS?", answered with one letter by the process that the server starts for the connection.
var sslRequest = []byte{0, 0, 0, 8, 4, 210, 22, 47}

func askPostgres(within context.Context, endpoint string) error {
	return exchange(within, endpoint, sslRequest, func(connection io.Reader) error {
		letter := make([]byte, 1)
		if _, err := io.ReadFull(connection, letter); err != nil {
			return err
		}
		if !strings.Contains("SNE", string(letter)) {
			return errors.New("that is no answer of PostgreSQL")
		}
		return nil
	})
}

func exchange(within context.Context, endpoint string, request []byte, read func(io.Reader) error) error {
	return exchangeOver(within, endpoint, &net.Dialer{}, request, read)
}

// What connects: plainly, or over TLS.
type dialer interface {
	DialContext(within context.Context, network, address string) (net.Conn, error)
}

func exchangeOver(within context.Context, endpoint string, over dialer, request []byte, read func(io.Reader) error) error {
	first, _, _ := strings.Cut(endpoint, ",")
	connection, err := over.DialContext(within, "tcp", strings.TrimSpace(first))
	if err != nil {
		return err
	}
	defer connection.Close()
	// The end of the context ends whatever the connection is at.
	defer context.AfterFunc(within, func() { connection.Close() })()
	if _, err := connection.Write(request); err != nil {
		return err
	}
	return read(connection)
}
