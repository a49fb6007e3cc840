package guild

// SendOrder arranges n sessions in a square field of ceil(√n) columns and ranks
// them by their distance from the guild's port, which lies 1/25 of the field's
// width to the left of the middle of its left edge. The guild sends in the order
// of rank, so a fan-out is a circle that grows. It returns the rank of each id.
func SendOrder(n int) (columns int, rank []uint32) {
	if n < 1 { // everybody lives on nodes that are down
		return 1, nil
	}
	for columns*columns < n {
		columns++
	}
	rows := (n + columns - 1) / columns
	// Half cells keep the middle of an even number of rows an integer.
	distance := func(id int) int {
		x := 2*(id%columns) + 1 + PortDistance(columns)
		y := 2*(id/columns) + 1 - rows
		return (x*x + y*y) / 4
	}
	// A counting sort by squared distance, in whole cells; ties go by id.
	far := 0
	for _, id := range []int{0, columns - 1, n - 1, (rows - 1) * columns} {
		if id >= 0 {
			far = max(far, distance(id))
		}
	}
	far = max(far, distance(max(0, (rows-1)*columns+columns-1)))
	first := make([]uint32, far+2)
	for id := range n {
		first[distance(id)+1]++
	}
	for d := 1; d < len(first); d++ {
		first[d] += first[d-1]
	}
	rank = make([]uint32, n)
	for id := range n {
		d := distance(id)
		rank[id] = first[d]
		first[d]++
	}
	return columns, rank
}

// PortDistance is how far the guild's port lies left of the field's left edge, in half
// cells: 1/25 of its width.
func PortDistance(columns int) int { return 2 * columns / 25 }
