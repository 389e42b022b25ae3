package sqlite

import "sync"

// cache keeps the most recent values in memory, a thousand or two: when the young half is full the old half goes.
type cache[K comparable, V any] struct {
	mu         sync.Mutex
	young, old map[K]V
}

const cacheHalf = 2048

func (c *cache[K, V]) get(key K) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if v, ok := c.young[key]; ok {
		return v, true
	}
	v, ok := c.old[key]
	if ok {
		c.keep(key, v)
	}
	return v, ok
}

func (c *cache[K, V]) put(key K, v V) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.keep(key, v)
}

func (c *cache[K, V]) keep(key K, v V) {
	if len(c.young) >= cacheHalf || c.young == nil {
		c.old, c.young = c.young, make(map[K]V)
	}
	c.young[key] = v
}

func (c *cache[K, V]) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.young, c.old = nil, nil
}
