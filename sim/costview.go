package sim

// CostView is the cost model in force as a view shows it.
type CostView struct {
	Profile string // name of the price list
	Source  string // where its prices come from, one line
	Date    string // YYYY-MM-DD of the measurement, "" for prices that were not measured
	Machine string // what it was measured on, "" likewise
	Reading Reading
	Edited  bool // a price differs from the list's
	Prices  []PriceView
}

// PriceView is one price.
type PriceView struct {
	Key    string // as `cost` spells it
	Doc    string // one line
	Stage  Stage
	Ns     int64  // in force
	Listed int64  // by the list; differs from Ns after an edit
	Spread Spread // of the batches in which it was measured; zero if it was not
}

// String returns the reading as the command grammar spells it.
func (r RootReading) String() string { return rootReadings[r] }

// String returns the reading as the command grammar spells it.
func (r GRPCReading) String() string { return grpcReadings[r] }

func (c *Costs) view(v *CostView) {
	*v = CostView{
		Profile: c.list.Name, Source: c.list.Source, Date: c.list.Date, Machine: c.list.Machine,
		Reading: c.list.reading, Edited: c.price != c.list.price, Prices: v.Prices[:0],
	}
	for o := range numOps {
		v.Prices = append(v.Prices, PriceView{
			Key: operations[o].key, Doc: operations[o].doc, Stage: stageOf[o],
			Ns: c.price[o], Listed: c.list.price[o], Spread: c.list.spread[o],
		})
	}
}
