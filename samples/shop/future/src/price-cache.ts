import type { Product } from './model.js';

interface Entry {
  readonly cents: number;
  readonly until: number;
}

/** Remembers what a number of pieces of a product costs. */
export class PriceCache {
  private entries = new Map<Product, Entry>();
  private hits = 0;
  private evicted = 0;
  private misses = 0;

  price(product: Product, quantity: number): number {
    const known = this.entries.get(product);
    if (known && known.until > Date.now()) {
      this.hits += 1;
      return known.cents * quantity;
    }
    this.misses += 1;
    if (known) this.evicted += 1;
    this.entries.set(product, { cents: product.gross, until: Date.now() + 3_600_000 });
    return product.gross * quantity;
  }

  show() {
    return { entries: this.entries.size, hits: this.hits, misses: this.misses, evicted: this.evicted };
  }
}
