package look

// Where one can go, one icon for each item of the navigation.
var (
	IconHome     = line("home", "M3.5 11 L12 4 L20.5 11", "M5.5 9.5 V20 H18.5 V9.5", "M10 20 V14 H14 V20")
	IconFind     = line("find", "M10.5 4 A6.5 6.5 0 1 1 10.5 17 A6.5 6.5 0 1 1 10.5 4 Z", "M15.3 15.3 L20.5 20.5")
	IconRooms    = line("rooms", "M5 20.5 V3.5 H16 V20.5", "M2.5 20.5 H21.5", "M16 8 H19 V20.5", "M12.5 11.5 V12.5")
	IconBookings = line("bookings", "M6 4.5 H18 A1.5 1.5 0 0 1 19.5 6 V19 A1.5 1.5 0 0 1 18 20.5 H6 A1.5 1.5 0 0 1 4.5 19 V6 A1.5 1.5 0 0 1 6 4.5 Z", "M8.5 12.5 L11 15 L15.8 9.8")
	IconArrivals = line("arrivals", "M3 20 H21", "M20 16.2 L4.2 11.8 L3.6 6 L5.6 6.5 L7.2 9.2 L11 10.2 L9.6 4 L12 4.6 L16 11.6 L19.4 12.5 A1.9 1.9 0 0 1 20 16.2 Z")
	IconWelcome  = line("welcome", "M12 20 L4.6 12.6 A4.6 4.6 0 0 1 11.1 6.1 L12 7 L12.9 6.1 A4.6 4.6 0 0 1 19.4 12.6 Z")
	IconNights   = line("nights", "M20 14.5 A8.5 8.5 0 1 1 9.5 4 A7 7 0 0 0 20 14.5 Z")
	IconPeople   = line("people", "M9 4.5 A3.5 3.5 0 1 1 9 11.5 A3.5 3.5 0 1 1 9 4.5 Z", "M2.5 20 A6.5 6.5 0 0 1 15.5 20", "M16 5 A3.2 3.2 0 0 1 16 11.2", "M18 14.6 A6 6 0 0 1 21.5 20")
	IconSettings = line("settings", "M4 7 H11", "M17 7 H20", "M14 4.5 A2.5 2.5 0 1 1 14 9.5 A2.5 2.5 0 1 1 14 4.5 Z", "M4 17 H7", "M13 17 H20", "M10 14.5 A2.5 2.5 0 1 1 10 19.5 A2.5 2.5 0 1 1 10 14.5 Z")
	IconReports  = line("reports", "M4 20 H20", "M7 16 V12", "M12 16 V5", "M17 16 V9")
	IconMessage  = line("message", "M4 5 H20 V16 H11 L7 20 V16 H4 Z")
	IconMenu     = line("menu", "M4 7 H20", "M4 12 H20", "M4 17 H20")
	IconBuilding = line("building", "M5 20.5 V4 H15 V20.5", "M15 9.5 H19 V20.5", "M3 20.5 H21", "M8.5 8 H11.5", "M8.5 12 H11.5", "M8.5 16 H11.5")
)
