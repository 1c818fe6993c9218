package guard

import "strings"

// cardDigits is how many digits the shortest card number has.
const cardDigits = 13

// maskCards replaces the card numbers in a text: in one piece or in groups, whatever else stands around them. Ids that happen to
// be of digits (UUIDs, trace contexts, hexadecimal words) stay.
func maskCards(s string) string {
	var out strings.Builder
	// Nearly all texts have fewer: then none of it is on the heap.
	var room [8]group
	copied := 0
	for at := 0; at < len(s); {
		if !isDigit(s[at]) {
			at++
			continue
		}
		run, end := digitGroups(s, at, room[:0])
		for first := 0; first < len(run); first++ {
			last := lastGroup(s, run, first)
			if last < first || isID(s, run[first].from, run[last].to) || isFraction(s, run, first, last) {
				continue
			}
			out.WriteString(s[copied:run[first].from])
			out.WriteString(mask)
			copied = run[last].to
			first = last
		}
		at = end
	}
	if copied == 0 {
		return s
	}
	out.WriteString(s[copied:])
	return out.String()
}

type group struct{ from, to int }

// digitGroups returns the groups of digits that begin at `at` and follow each other with one separator between them, and where
// they end; they are put into `run`.
func digitGroups(s string, at int, run []group) ([]group, int) {
	for {
		from := at
		for at < len(s) && isDigit(s[at]) {
			at++
		}
		run = append(run, group{from, at})
		next := at + separator(s[at:])
		if next == at || next >= len(s) || !isDigit(s[next]) {
			return run, at
		}
		at = next
	}
}

// separator is the length of what people put between the groups of a number.
func separator(s string) int {
	if s == "" {
		return 0
	}
	switch s[0] {
	case ' ', '-', '.', '+', '_', '\t':
		return 1
	case '%':
		if strings.HasPrefix(s, "%20") || strings.HasPrefix(s, "%2B") || strings.HasPrefix(s, "%09") {
			return 3
		}
	case 0xC2:
		if strings.HasPrefix(s, "\u00a0") {
			return 2
		}
	}
	return 0
}

// lastGroup is the group that completes the longest card number which begins with group `first`; -1 when none begins there.
// Cards are printed in groups of four to six, the last of at least three: 1 2 3 4 5 is a list.
func lastGroup(s string, run []group, first int) int {
	var digits [19]byte
	count, found := 0, -1
	for at := first; at < len(run); at++ {
		piece := s[run[at].from:run[at].to]
		if len(piece) < 3 || count+len(piece) > len(digits) {
			break
		}
		count += copy(digits[count:], piece)
		if isCard(string(digits[:count])) {
			found = at
		}
		if len(piece) < 4 {
			break
		}
	}
	return found
}

// isCard says whether digits are a card number: by the ranges and lengths of its issuers (Visa, Mastercard, Discover, UnionPay, JCB,
// American Express, Diners Club), or by the check digit of ISO/IEC 7812 where the range is wider (Maestro).
func isCard(digits string) bool {
	if len(digits) < cardDigits || len(digits) > 19 {
		return false
	}
	two, three := number(digits[:2]), number(digits[:3])
	four := number(digits[:4])
	switch long := len(digits) == 16 || len(digits) == 19; {
	case long && digits[0] == '4',
		long && two >= 51 && two <= 55,
		long && four >= 2221 && four <= 2720,
		long && (four == 6011 || two == 62 || two == 65 || three >= 644 && three <= 649),
		long && four >= 3528 && four <= 3589,
		len(digits) == 15 && (two == 34 || two == 37),
		len(digits) == 14 && (three >= 300 && three <= 305 || two == 36 || two == 38):
		return true
	}
	return digits[0] >= '3' && digits[0] <= '6' && passesLuhn(digits)
}

func passesLuhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		digit := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if digit *= 2; digit > 9 {
				digit -= 9
			}
		}
		sum += digit
	}
	return sum%10 == 0
}

// isID says whether the digits from..to are a part of an id: of a longer hexadecimal word, a UUID or a W3C trace context.
func isID(s string, from, to int) bool {
	start, end := from, to
	for start > 0 && isAlphanumeric(s[start-1]) {
		start--
	}
	for end < len(s) && isAlphanumeric(s[end]) {
		end++
	}
	if end-start >= 16 && end-start > to-from && isHex(s[start:end]) {
		return true
	}
	return isWithin(s, from, to, uuid) || isWithin(s, from, to, traceContext)
}

var (
	uuid         = []int{8, 4, 4, 4, 12}
	traceContext = []int{2, 32, 16, 2}
)

// isWithin says whether from..to lies in hexadecimal words of the given lengths, joined by hyphens.
func isWithin(s string, from, to int, words []int) bool {
	length := len(words) - 1
	for _, word := range words {
		length += word
	}
	for at := max(0, to-length); at <= from && at+length <= len(s); at++ {
		if hasShape(s[at:at+length], words) {
			return true
		}
	}
	return false
}

func hasShape(s string, words []int) bool {
	for i, word := range words {
		if !isHex(s[:word]) || i < len(words)-1 && s[word] != '-' {
			return false
		}
		s = s[min(len(s), word+1):]
	}
	return true
}

// isFraction says whether what was found are the decimal places of a number: 0.4111111111111111.
func isFraction(s string, run []group, first, last int) bool {
	return first == last && first > 0 && s[run[first].from-1] == '.'
}

func number(digits string) int {
	value := 0
	for i := range len(digits) {
		value = value*10 + int(digits[i]-'0')
	}
	return value
}

func isHex(s string) bool {
	for i := range len(s) {
		if c := s[i] | 0x20; !isDigit(s[i]) && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isAlphanumeric(c byte) bool {
	lower := c | 0x20
	return isDigit(c) || lower >= 'a' && lower <= 'z'
}
