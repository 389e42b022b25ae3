package sqlite

import (
	"context"

	"settle.example/settle/marketplace"
)

const findHits = `SELECT r.id, r.outcode, r.area, r.week, r.features, r.bathroom, r.bed, r.supply, r.host_org, r.host, r.pending, r.photo,
	r.min_nights, r.max_nights, t.value,
	(SELECT count(*) FROM booking b WHERE b.room = r.room AND b.starts < ?3 AND b.ends > ?4 AND b.state = 1 AND (b.deadline = 0 OR b.deadline >= ?2) AND b.lead <> ?5)
	FROM json_each(?1) j CROSS JOIN room r ON r.room = j.value LEFT JOIN text t ON t.entry = r.text_entry AND t.field = 1
	ORDER BY j.key`

// hits is what a list shows of the rooms found, in their order.
func (f *finder) hits(ctx context.Context) ([]marketplace.RoomHit, error) {
	rooms := make([]int64, len(f.found))
	for i, c := range f.found {
		rooms[i] = c.room
	}
	hits := make([]marketplace.RoomHit, 0, len(rooms))
	hosts := make([]marketplace.ID, 0, len(rooms))
	err := f.each(ctx, findHits, []any{list(rooms), f.now, f.search.Dates.To, f.search.Dates.From, f.me.Person}, func(scan scanner) error {
		var h marketplace.RoomHit
		var host marketplace.ID
		err := scan(&h.Room, &h.Outcode, &h.Area, &h.Week, &h.Features, &h.Bathroom, &h.Bed, &h.Supply, &h.HostOrg, &host, &h.Pending, &h.Photo,
			&h.MinNights, &h.MaxNights, &h.Title, &h.Asked)
		h.DistanceKM = f.found[len(hits)].distance
		h.CapWeek, h.AvgWeek = f.capOf(h.Area)
		hits, hosts = append(hits, h), append(hosts, host)
		return err
	})
	for i := range hits {
		if err != nil {
			break
		}
		hits[i].HostName, err = f.person(ctx, hosts[i])
	}
	return hits, err
}

// capOf is the greatest weekly rent of an area under the policy in force, and the estimated average behind it; zero
// for an area that the policy does not name.
func (a *asking) capOf(area string) (most, average marketplace.Pence) {
	policy, ok := a.sys.CapOn(a.today)
	if !ok {
		return 0, 0
	}
	most, in, _ := policy.Limit(area)
	return most, in.Average
}
