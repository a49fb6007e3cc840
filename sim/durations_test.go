package sim

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"fanout/sim/readout"
)

// Buckets follow each other without a gap, each a quarter of its power of two, and a percentile is
// the mean of its bucket.
func TestDurations(t *testing.T) {
	last := 0
	for ns := int64(0); ns < 1<<20; ns++ {
		b := bucketOf(ns)
		assert.True(t, b == last || b == last+1, "%d ns is in bucket %d after %d", ns, b, last)
		last = b
	}
	assert.Equal(t, readout.DurationBuckets-1, bucketOf(1<<62))
	assert.Equal(t, 0, bucketOf(-1))

	var d durations
	d.add(3, 1_000, 98)
	d.add(3, 5_000_000, 1)
	d.add(3, 200_000_000_000, 1)
	var a readout.Action
	copy(a.Buckets[:], d[3])
	assert.EqualValues(t, 1_000, a.Percentile(50))
	assert.EqualValues(t, 5_000_000, a.Percentile(99))
	assert.EqualValues(t, int64(200_000_000_000), a.Longest())
	assert.Zero(t, (&readout.Action{}).Percentile(99))
}
