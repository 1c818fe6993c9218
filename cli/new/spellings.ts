/** A service's name as each place writes it. The template's files use these words, between per cent signs. */
export interface Spellings {
  /** `gift-card` */
  readonly name: string;
  /** `giftCard` */
  readonly camel: string;
  /** `GiftCard` */
  readonly Name: string;
  /** `gift_card` */
  readonly snake: string;
  /** `GIFT_CARD` */
  readonly NAME: string;
  /** `gift card` */
  readonly words: string;
  /** `Gift card` */
  readonly Words: string;
}

export function spellingsOf(name: string): Spellings {
  const parts = name.split('-');
  const Name = parts.map(capitalized).join('');
  const words = parts.join(' ');
  const snake = parts.join('_');
  return {
    name,
    camel: Name.charAt(0).toLowerCase() + Name.slice(1),
    Name,
    snake,
    NAME: snake.toUpperCase(),
    words,
    Words: capitalized(words),
  };
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
