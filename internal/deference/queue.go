package deference

import "github.com/evenkeel/monitor/internal/timeline"

// due is an item and the position from which it counts.
type due[T any] struct {
	at   timeline.Position
	item T
}

// queue holds items until they count. Items of the same position keep the order in which they came.
type queue[T any] struct {
	items []due[T] // ordered by at
	head  int      // items before it have been taken
}

// add puts item in its place, which is the end unless it counts earlier than others that wait.
func (q *queue[T]) add(at timeline.Position, item T) {
	q.items = append(q.items, due[T]{at, item})
	for i := len(q.items) - 1; i > q.head && q.items[i-1].at > at; i-- {
		q.items[i-1], q.items[i] = q.items[i], q.items[i-1]
	}
}

// take hands over all items that count at to, in order.
func (q *queue[T]) take(to timeline.Position, use func(T)) {
	for ; q.head < len(q.items) && q.items[q.head].at <= to; q.head++ {
		use(q.items[q.head].item)
	}
	if q.head*2 >= len(q.items) { // moving the rest costs less than what was taken
		rest := copy(q.items, q.items[q.head:])
		clear(q.items[rest:])
		q.items, q.head = q.items[:rest], 0
	}
}
