package guard

import "errors"

// Config says which attributes have a bounded number of values, and which hold queries.
type Config struct {
	// Names are attributes that become a label, a stream or a node of a graph. They are looked at in resources and in items.
	Names []Bound `mapstructure:"names"`
	// Queries are attributes that hold a statement: of it the shape is kept, its literals are not.
	Queries []string `mapstructure:"queries"`
}

// Bound is an attribute with at most Limit values beside those that are Known; the rest becomes `_OTHER`. The names of services are bounded
// together, everything else for each service by itself.
type Bound struct {
	Key   string   `mapstructure:"key"`
	Limit int      `mapstructure:"limit"`
	Known []string `mapstructure:"known"`
}

// Validate is called by the collector when it reads its configuration.
func (c *Config) Validate() error {
	for _, bound := range c.Names {
		if bound.Key == "" || bound.Limit < 1 {
			return errors.New("names: each needs a key, and a limit from 1")
		}
	}
	return nil
}
