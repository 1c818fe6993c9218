package guard

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// mask stands where something secret or personal stood.
const mask = "****"

// maxDepth is how deep values may hold values; what lies deeper is not looked at but left out.
const maxDepth = 20

// redact returns a text without card numbers, security codes, e-mail addresses, credentials and tokens. Most texts hold nothing that
// could be one: a single scan of its bytes finds that out, and no pattern is tried.
func redact(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	found := scan(s)
	if found == 0 {
		return s
	}
	if found&credentials != 0 {
		for _, pattern := range credentialPatterns {
			s = pattern.ReplaceAllString(s, mask)
		}
	}
	if found&address != 0 {
		for _, pattern := range addressPatterns {
			s = pattern.ReplaceAllString(s, mask)
		}
	}
	if found&digits != 0 {
		s = maskCards(s)
	}
	return s
}

// What a text may hold, as far as a scan tells.
const (
	digits = 1 << iota
	address
	credentials
)

// scan names the kinds of secrets that a text may hold: 0 is a proof that it holds none.
func scan(s string) (found int) {
	count := 0
	for i := range len(s) {
		switch kind[s[i]] {
		case aDigit:
			if count++; count == cardDigits {
				found |= digits
			}
		case anAt:
			found |= address
		case aPercent:
			if strings.HasPrefix(s[i+1:], "40") || strings.HasPrefix(s[i+1:], "2540") {
				found |= address
			}
		case aFirstLetter:
			if i+2 < len(s) && mayBegin[place(s[i], s[i+1], s[i+2])] && beginsCredentials(s[i]|0x20, s[i+1]|0x20, s[i+2]|0x20) {
				found |= credentials
			}
		}
	}
	return found
}

const (
	nothing = iota
	aDigit
	anAt
	aPercent
	aFirstLetter
)

// kind says of each byte what it may begin.
var kind = func() (kinds [256]byte) {
	for c := '0'; c <= '9'; c++ {
		kinds[c] = aDigit
	}
	kinds['@'], kinds['%'] = anAt, aPercent
	for _, beginning := range beginnings {
		kinds[beginning[0]], kinds[beginning[0]-0x20] = aFirstLetter, aFirstLetter
	}
	return kinds
}()

// beginnings are the first three letters of all that the credential patterns look for. The underscore of sk_ is 0x5f, which
// a scan, that lowers letters by setting a bit, sees as 0x7f.
var beginnings = []string{
	"pas", "sec", "tok", "api", "aut", "bea", "bas", "cvv", "cvc", "csc", "eyj", "sk\x7f", "pk\x7f", "rk\x7f",
	"ghp", "gho", "ghs", "ghu", "xox", "aki", "glp",
}

var begins = func() map[[3]byte]struct{} {
	set := map[[3]byte]struct{}{}
	for _, beginning := range beginnings {
		set[[3]byte([]byte(beginning))] = struct{}{}
	}
	return set
}()

func beginsCredentials(a, b, c byte) bool {
	_, is := begins[[3]byte{a, b, c}]
	return is
}

// mayBegin is the same by five bits of each letter, without a hash: a no is a no, and nearly all there is.
var mayBegin = func() (table [1 << 15]bool) {
	for _, beginning := range beginnings {
		table[place(beginning[0], beginning[1], beginning[2])] = true
	}
	return table
}()

func place(a, b, c byte) int { return int(a&31)<<10 | int(b&31)<<5 | int(c&31) }

// RE2 searches in linear time whatever the text.
var credentialPatterns = compiled(
	// name=value and "name": "value", in query strings, bodies and messages.
	`(?i)\b(?:cvv2?|cvc2?|csc|security[ _-]?code)["'\\]{0,3}\s{0,2}(?:[=:]|%3[AD]|is)?\s{0,2}["'\\]{0,3}\d{3,4}\b`,
	`(?i)\b(?:passw(?:or)?d|passphrase|secret|(?:x-)?api[_-]?key|(?:[a-z]+[_-]?)?token|authorization)["'\\]{0,3}\s?(?:[=:]|%3[AD])\s?["'\\]{0,3}(?:(?:bearer|basic|token|(?:x-)?api[_-]?key:?)\s+)?[^\s"'\\&,;})]{3,}`,
	`(?i)\b(?:bearer|basic)(?:\s|%20|\+){1,3}[a-z0-9._~+/=-]{6,}`,
	`(?:\b|_)eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]*)?`,
	`(?:\b|_)(?:tok_\w{2,}|[spr]k_(?:live|test)_\w{8,}|gh[opsu]_\w{20,}|xox[abprs]-[\w-]{10,}|AKIA[0-9A-Z]{16}|glpat-[\w-]{16,})`,
)

var addressPatterns = compiled(
	// user:password@ in a URL, and e-mail addresses.
	`://[^\s/:@]+:[^\s/@]+@`,
	`[\pL\pN._%+'-]{1,64}(?:@|%40|%2540)(?:[\pL\pN-]{1,63}\.){1,8}\pL{2,24}`,
)

func compiled(patterns ...string) []*regexp.Regexp {
	all := make([]*regexp.Regexp, len(patterns))
	for i, pattern := range patterns {
		all[i] = regexp.MustCompile(pattern)
	}
	return all
}

// secretKey names what is secret whatever it looks like: `payment_token`, `card.cvv`, `x-api-key`.
var secretKey = regexp.MustCompile(
	`(?i)(^|[._-])(authorization|(set-)?cookie|passw(or)?d|passphrase|secret|client[_-]?secret|(x-)?api[_-]?key|((access|refresh|id|payment)[_-]?)?token` +
		`|card([._-]?number)?|pan|cvv2?|cvc2?|csc|security[_-]?code|iban|e-?mail([._-]?address)?)$`)

// traceKey names a hexadecimal id, which may be of digits alone.
var traceKey = regexp.MustCompile(`(?i)(^|[._-])(trace|span)[._-]?id$`)

// value redacts a value under its key, and all that it holds.
func (p *pass) value(key string, kind keyKind, value pcommon.Value, depth int) {
	if kind&isSecret != 0 {
		value.SetStr(mask)
		p.redacted++
		return
	}
	if kind&isQuery != 0 && value.Type() == pcommon.ValueTypeStr {
		if was := value.Str(); was != "" {
			if is := shape(was); is != was {
				value.SetStr(is)
			}
		}
	}
	switch value.Type() {
	case pcommon.ValueTypeStr:
		was := value.Str()
		if is := redact(was); is != was && !(isHexID(was) && traceKey.MatchString(key)) {
			value.SetStr(is)
			p.redacted++
		}
	case pcommon.ValueTypeInt:
		if v := value.Int(); v >= 1e12 && isCard(strconv.FormatInt(v, 10)) {
			value.SetStr(mask)
			p.redacted++
		}
	case pcommon.ValueTypeDouble:
		if v := value.Double(); v >= 1e12 && v < 1e19 && isCard(strconv.FormatFloat(v, 'f', 0, 64)) {
			value.SetStr(mask)
			p.redacted++
		}
	case pcommon.ValueTypeBytes:
		was := string(value.Bytes().AsRaw())
		if utf8.ValidString(was) && redact(was) != was || !utf8.ValidString(was) && scan(was) != 0 {
			value.SetStr(mask)
			p.redacted++
		}
	case pcommon.ValueTypeMap:
		if depth > maxDepth {
			value.SetStr(mask)
			return
		}
		p.attributes(value.Map(), depth+1)
	case pcommon.ValueTypeSlice:
		if depth > maxDepth {
			value.SetStr(mask)
			return
		}
		for _, item := range value.Slice().All() {
			p.value("", 0, item, depth+1)
		}
	}
}

// attributes redacts the keys and the values of a map, and returns all that its keys are.
func (p *pass) attributes(attributes pcommon.Map, depth int) (kinds keyKind) {
	for key, value := range attributes.All() {
		kind := p.keyKind(key)
		p.value(key, kind, value, depth)
		kinds |= kind
	}
	if kinds&isDirty == 0 {
		return kinds
	}
	clean := pcommon.NewMap()
	for key, value := range attributes.All() {
		// Two keys that become one: the first stays.
		if target, had := clean.GetOrPutEmpty(cleanKey(key)); !had {
			value.MoveTo(target)
		}
	}
	clean.MoveTo(attributes)
	// A key that was cleaned may be another now.
	return kinds | isName
}

// maskedKey stands for a key that was somebody's, whole.
const maskedKey = "masked"

func cleanKey(key string) string {
	clean := redact(key)
	switch {
	case isNameable(clean):
	case strings.Contains(clean, mask):
		clean = maskedKey
	default:
		clean = escaped(clean)
	}
	if len(clean) > maxKeyBytes {
		clean = strings.ToValidUTF8(clean[:maxKeyBytes-3], "") + "…"
	}
	return clean
}

// isNameable says whether every store can keep a key. Loki and Prometheus write an underscore for what is no ASCII letter or digit, and
// refuse a whole request for one key of which nothing else is left.
func isNameable(key string) bool {
	for i := range len(key) {
		if c := key[i] | 0x20; c >= 'a' && c <= 'z' || isDigit(key[i]) {
			return true
		}
	}
	return false
}

// escaped is a key as Prometheus escapes names that are not its own: by the code points of what it does not know.
func escaped(key string) string {
	var text strings.Builder
	text.WriteString("U__")
	for _, symbol := range key {
		text.WriteString("_" + strconv.FormatInt(int64(symbol), 16) + "_")
	}
	return text.String()
}

// text redacts a field that is a string.
func (p *pass) text(was string, set func(string)) {
	if is := redact(was); is != was {
		set(is)
		p.redacted++
	}
}

// whole empties a field that would mean nothing in part.
func (p *pass) whole(was string, set func(string)) {
	if redact(was) != was {
		set("")
		p.redacted++
	}
}

// isHexID says whether a text is a trace or span id.
func isHexID(s string) bool {
	return (len(s) == 16 || len(s) == 32) && isHex(s)
}
