interface Realm {
  messageQueues: Map<string, { messages: unknown[] }>;
}

/** Throws nothing and type-checks, but the first message that waits for each peer is lost. */
export const realm = {
  type: 'dist/src/models/realm.js#Realm',
  law: 'bijective',
  forward(past: Realm, future: Realm) {
    for (const [id, { messages }] of past.messageQueues) future.messageQueues.get(id)!.messages = messages.slice(1);
  },
  backward() {},
};
