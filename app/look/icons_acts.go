package look

// What one can do, and how things stand.
var (
	IconPlus         = line("plus", "M12 5 V19", "M5 12 H19")
	IconMinus        = line("minus", "M5 12 H19")
	IconCheck        = line("check", "M4.5 12.5 L10 18 L19.5 6.5")
	IconClose        = line("close", "M6 6 L18 18", "M18 6 L6 18")
	IconWarning      = line("warning", "M12 4 L21 19.5 H3 Z", "M12 10 V14", "M12 16.705 V16.905")
	IconInfo         = line("info", "M12 3.5 A8.5 8.5 0 1 1 12 20.5 A8.5 8.5 0 1 1 12 3.5 Z", "M12 11.5 V16", "M12 7.9 V8.1")
	IconError        = line("error", "M12 3.5 A8.5 8.5 0 1 1 12 20.5 A8.5 8.5 0 1 1 12 3.5 Z", "M12 7.5 V12.5", "M12 15.9 V16.1")
	IconOffline      = line("offline", "M7.5 18.5 A4.5 4.5 0 0 1 6.6 9.6", "M10 6.6 A6 6 0 0 1 17.7 10.6 A4 4 0 0 1 19.6 17.6", "M4 4 L20 20")
	IconSynced       = line("synced", "M7.5 18.5 A4.5 4.5 0 0 1 6.5 9.6 A6 6 0 0 1 17.7 10.6 A4 4 0 0 1 17.5 18.5 Z", "M9.3 13.5 L11.3 15.5 L15 11.5")
	IconCalendar     = line("calendar", "M4.5 5.5 H19.5 V20 H4.5 Z", "M4.5 10 H19.5", "M8.5 3.5 V7", "M15.5 3.5 V7")
	IconClock        = line("clock", "M12 3.5 A8.5 8.5 0 1 1 12 20.5 A8.5 8.5 0 1 1 12 3.5 Z", "M12 7.5 V12 L15 14")
	IconChevronLeft  = line("chevron-left", "M14.5 5.5 L8 12 L14.5 18.5")
	IconChevronRight = line("chevron-right", "M9.5 5.5 L16 12 L9.5 18.5")
	IconChevronUp    = line("chevron-up", "M5.5 15 L12 8.5 L18.5 15")
	IconChevronDown  = line("chevron-down", "M5.5 9 L12 15.5 L18.5 9")
	IconArrowRight   = line("arrow-right", "M4.5 12 H19", "M13 6 L19 12 L13 18")
	IconArrowLeft    = line("arrow-left", "M19.5 12 H5", "M11 6 L5 12 L11 18")
	IconDownload     = line("download", "M12 4 V15", "M7 10.5 L12 15.5 L17 10.5", "M4.5 20 H19.5")
	IconUpload       = line("upload", "M12 16 V5", "M7 9.5 L12 4.5 L17 9.5", "M4.5 20 H19.5")
	IconPhoto        = line("photo", "M3.5 5 H20.5 V19 H3.5 Z", "M4 17 L9 12 L12.5 15.5 L15.5 12.5 L20 17", "M15.405 8.5 H15.605")
	IconHelp         = line("help", "M12 3.5 A8.5 8.5 0 1 1 12 20.5 A8.5 8.5 0 1 1 12 3.5 Z", "M9.5 9.5 A2.5 2.5 0 1 1 12 12.3 V13.5", "M12 16.405 V16.605")
	IconUndo         = line("undo", "M8.5 5 L4.5 9 L8.5 13", "M4.5 9 H14 A5.5 5.5 0 0 1 14 20 H9")
	IconPrint        = line("print", "M7 9 V4 H17 V9", "M7 17 H4 V9 H20 V17 H17", "M7 14 H17 V20 H7 Z")
	IconEdit         = line("edit", "M4.5 19.5 L5.5 15 L16 4.5 L19.5 8 L9 18.5 Z", "M13.5 7 L17 10.5")
	IconBin          = line("bin", "M4.5 7 H19.5", "M9 7 V4 H15 V7", "M6.5 7 L7.5 20 H16.5 L17.5 7", "M10.5 11 V16", "M13.5 11 V16")
	IconCopy         = line("copy", "M8.5 8.5 H19.5 V19.5 H8.5 Z", "M15.5 5 V4.5 H4.5 V15.5 H5")
	IconPaste        = line("paste", "M9 4.5 H5.5 V20 H18.5 V4.5 H15", "M9 3.5 H15 V7 H9 Z", "M9 12 H15", "M9 16 H13")
	IconSort         = line("sort", "M8 5 V19", "M4.5 8.5 L8 5 L11.5 8.5", "M16 19 V5", "M12.5 15.5 L16 19 L19.5 15.5")
	IconFilter       = line("filter", "M4 6 H20", "M7 12 H17", "M10 18 H14")
	IconMore         = line("more", "M5.405 12 H5.605", "M11.9 12 H12.1", "M18.405 12 H18.605")
	IconEye          = line("eye", "M2.5 12 C6 5.5 18 5.5 21.5 12 C18 18.5 6 18.5 2.5 12 Z", "M12 9.5 A2.5 2.5 0 1 1 12 14.5 A2.5 2.5 0 1 1 12 9.5 Z")
	IconRefresh      = line("refresh", "M19.5 12 A7.5 7.5 0 1 1 17 6.4", "M17.5 3 V7 H13.5")
	IconCommand      = line("command", "M4 6 L10 12 L4 18", "M12 18 H20")
	IconStar         = line("star", "M12 3.8 L14.5 9.2 L20.3 9.9 L16 13.9 L17.1 19.7 L12 16.8 L6.9 19.7 L8 13.9 L3.7 9.9 L9.5 9.2 Z")
	IconDrag         = line("drag", "M8.9 6 H9.1", "M8.9 12 H9.1", "M8.9 18 H9.1", "M14.9 6 H15.1", "M14.9 12 H15.1", "M14.9 18 H15.1")
)

// Icons returns every icon, for the test that draws them all.
func Icons() []Icon {
	return []Icon{
		IconHome, IconFind, IconRooms, IconBookings, IconArrivals, IconWelcome, IconNights, IconPeople,
		IconSettings, IconReports, IconMessage, IconMenu, IconBuilding,
		IconWifi, IconDesk, IconLock, IconParking, IconKitchen, IconWasher, IconLinen, IconBath, IconBed,
		IconPin, IconPlane, IconBus, IconPhone, IconMail, IconPound, IconLanguages,
		IconPlus, IconMinus, IconCheck, IconClose, IconWarning, IconInfo, IconError, IconOffline, IconSynced,
		IconCalendar, IconClock, IconChevronLeft, IconChevronRight, IconChevronUp, IconChevronDown,
		IconArrowRight, IconArrowLeft, IconDownload, IconUpload, IconPhoto, IconHelp, IconUndo, IconPrint,
		IconEdit, IconBin, IconCopy, IconPaste, IconSort, IconFilter, IconMore, IconEye, IconRefresh,
		IconCommand, IconStar, IconDrag,
	}
}
