/** Names for what the made-up server deals with. */
const NOUNS = [
  'Order', 'Invoice', 'Customer', 'Session', 'Shipment', 'Product', 'Payment', 'Refund', 'Coupon', 'Cart',
  'Ticket', 'Message', 'Channel', 'Member', 'Team', 'Project', 'Task', 'Comment', 'Document', 'Folder',
  'Device', 'Sensor', 'Reading', 'Alarm', 'Report', 'Campaign', 'Audience', 'Lead', 'Contract', 'Account',
  'Ledger', 'Transfer', 'Booking', 'Room', 'Guest', 'Vehicle', 'Route', 'Driver', 'Trip', 'Policy',
]; // biome-ignore format: a table

const PARTS = [
  'Line', 'Address', 'Note', 'Limit', 'Summary', 'Schedule', 'Owner', 'Quota', 'Window', 'Counter', 'Profile', 'Stage',
  'Entry', 'Budget', 'Label', 'Source', 'Target', 'Metric', 'Usage', 'Grant', 'Plan', 'Price', 'Slot', 'Draft',
]; // biome-ignore format: a table

export const FIELDS = [
  'title', 'status', 'total', 'currency', 'createdAt', 'updatedAt', 'owner', 'tags', 'labels', 'attempts', 'priority',
  'lastSeen', 'limits', 'score', 'notes', 'region', 'version', 'parent', 'children', 'history', 'settings', 'flags',
  'quota', 'weight', 'channel', 'reason', 'duration', 'balance', 'address', 'contact', 'source', 'target', 'rating',
  'expiresAt', 'retries', 'checksum', 'language', 'timezone', 'discount', 'capacity', 'progress', 'category', 'visits',
]; // biome-ignore format: a table

export const nounOf = (index) => {
  const round = Math.floor(index / NOUNS.length);
  return NOUNS[index % NOUNS.length] + (round === 0 ? '' : String(round + 1));
};

export const partOf = (index) => {
  const round = Math.floor(index / PARTS.length);
  return PARTS[index % PARTS.length] + (round === 0 ? '' : String(round + 1));
};

export const lower = (name) => name[0].toLowerCase() + name.slice(1);
export const kebab = (name) => name.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase();
