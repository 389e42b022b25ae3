package setup

import (
	"fmt"
	"strings"
	"time"

	"settle.example/settle/marketplace"
)

// cohort is colleagues who land on one day for one trust.
type cohort struct {
	day, hour     int // of the landing
	airport       string
	org, site     string
	group         string
	route         marketplace.Route
	nights        int
	budget        marketplace.Pence
	needs         marketplace.Needs
	people        []string // given name, family name, languages
	leadAsksAhead int      // days before the landing on which the arrivals are recorded
}

const (
	abroad  = marketplace.RouteInternational
	refugee = marketplace.RouteRefugee
	msw     = marketplace.RouteMSW
)

// demoCohorts is a year of arrivals: all of them invented.
func demoCohorts() []cohort {
	return []cohort{
		{-338, 6, "LHR", "RA2", "RA201", "nurse", abroad, 42, 12000, 0, []string{"Anjali Menon ml,hi", "Reena Kurup ml", "Blessing Adeyemi yo", "Marisol Dizon fil"}, 60},
		{-310, 14, "LGW", "RTP", "RTP04", "nurse", abroad, 35, 10500, 0, []string{"Chidinma Eze ig", "Jocelyn Ramos fil", "Sheeba Thomas ml"}, 55},
		{-283, 7, "LHR", "RTK", "RTK01", "midwife", abroad, 42, 13000, 0, []string{"Abena Boateng ak", "Farida Yusuf ha", "Nimmi Jacob ml"}, 60},
		{-255, 10, "LHR", "RXX", "RXX22", "psychology", abroad, 28, 12500, 0, []string{"Leila Haddad ar,fr", "Thandiwe Moyo sn"}, 50},
		{-231, 6, "LHR", "RA2", "RA201", "ahp", abroad, 35, 12500, 0, []string{"Kavya Reddy te,hi", "Oluwaseun Bello yo", "Gaurav Shah gu", "Precious Dube zu"}, 60},
		{-199, 13, "LGW", "RTP", "RTP04", "msw", msw, 56, 9500, marketplace.NeedQuiet, []string{"Omar Farouk ar", "Hina Qureshi ur"}, 45},
		{-174, 6, "LHR", "RA2", "RA224", "nurse", abroad, 42, 11500, 0, []string{"Divya Pillai ml,ta", "Rowena Santos fil", "Esther Mensah ak", "Sunita Gurung ne"}, 58},
		{-140, 8, "LHR", "RTK", "RTK02", "doctor", abroad, 28, 14000, 0, []string{"Yusuf Ibrahim ha,ar", "Marta Kowal pl"}, 50},
		{-118, 15, "LGW", "RTP", "RTP04", "nurse", abroad, 42, 10500, 0, []string{"Grace Phiri ny", "Amina Diallo ff,fr", "Jisha Mathew ml"}, 55},
		{-97, 6, "LHR", "RA2", "RA201", "refugee", refugee, 84, 8500, marketplace.NeedHalalKitchen, []string{"Rahim Safi ps,fa", "Selam Tesfay ti"}, 30},
		{-76, 9, "LHR", "RXX", "RXX22", "nurse", abroad, 35, 11500, 0, []string{"Ruvimbo Chari sn", "Maricel Cruz fil", "Bibek Thapa ne"}, 52},
		{-55, 6, "LHR", "RA2", "RA201", "nurse", abroad, 42, 12000, 0, []string{"Asha Varghese ml", "Ngozi Umeh ig", "Kareena Joseph ml,hi", "Tendai Banda ny"}, 60},
		{-34, 11, "LHR", "RTK", "RTK01", "odp", abroad, 56, 12500, 0, []string{"Samuel Addo ak", "Priscilla Asante ak", "Joel Navarro fil"}, 50},
		{-16, 7, "LGW", "RTP", "RTP04", "nurse", abroad, 42, 10500, 0, []string{"Fatou Camara ff,fr", "Liezl Garcia fil", "Beena Paul ml"}, 55},
		{-6, 6, "LHR", "RA2", "RA201", "scientist", abroad, 35, 12000, 0, []string{"Ifeoma Okeke ig", "Harpreet Sandhu pa"}, 50},

		{4, 6, "LHR", "RA2", "RA201", "nurse", abroad, 42, 12000, 0, []string{"Meera Krishnan ml,ta", "Adaeze Obi ig", "Rosalie Tan fil"}, 45},
		{11, 13, "LGW", "RTP", "RTP04", "nurse", abroad, 35, 10500, 0, []string{"Zainab Lawal ha,yo", "Cherry Bautista fil", "Anu George ml", "Mercy Tembo ny"}, 42},
		{18, 6, "LHR", "RA2", "RA201", "doctor", abroad, 28, 13500, marketplace.NeedOwnBathroom, []string{"Nadia Rahman bn", "Kofi Ansah ak", "Elena Petrova bg"}, 40},
		{32, 8, "LHR", "RTK", "RTK01", "nurse", abroad, 42, 12500, 0, []string{"Sindhu Nair ml", "Patience Moyo sn", "Emily Reyes fil", "Gift Zulu ny"}, 48},
		{53, 6, "LHR", "RA2", "RA201", "midwife", abroad, 42, 12000, marketplace.NeedVegetarianKitchen, []string{"Lakshmi Iyer ta", "Efua Owusu ak", "Rutendo Sibanda sn"}, 60},
		{60, 9, "LHR", "RXX", "RXX22", "social", abroad, 28, 11500, 0, []string{"Tariro Ncube sn", "Hiba Nasser ar"}, 61},
	}
}

// expect plans that the arrivals are recorded by the lead of their trust.
func (s *stage) expect() {
	number := 0
	for _, c := range demoCohorts() {
		for _, person := range c.people {
			number++
			given, rest, _ := strings.Cut(person, " ")
			family, languages, _ := strings.Cut(rest, " ")
			name, at := given+" "+family, s.time(c.day, c.hour).Add(time.Duration(number%4)*10*time.Minute)
			record := marketplace.RecordArrival{
				Facts: marketplace.ArrivalFacts{
					Org: c.org, Site: c.site, Group: c.group, Route: c.route, At: marketplace.InstantOf(at), Airport: c.airport,
					Nights: c.nights, Needs: c.needs, Budget: c.budget, Languages: strings.Split(languages, ","),
				},
				Personal: marketplace.Personal{
					Given: given, Family: family, Email: strings.ToLower(given+"."+family) + "@example.org",
					Phone: fmt.Sprintf("07700 900%03d", number), Flight: fmt.Sprintf("ZZ %d", 300+c.hour), Reference: fmt.Sprintf("%s-%03d", c.org, number),
				},
			}
			s.orgs[name] = c.org
			s.act(max(c.day-c.leadAsksAhead, firstDay+4), 9, leadOf(c.org), func() marketplace.Command { return record }, func(id marketplace.ID) {
				s.arrivals[name] = id
			})
		}
	}
}

// nameIn is the name of a person in a cohort.
func nameIn(person string) string {
	return person[:strings.LastIndex(person, " ")]
}

// leadOf is who looks after a trust's arrivals.
func leadOf(org string) string {
	if name, ok := demoLeads[org]; ok {
		return name
	}
	return founderName
}
