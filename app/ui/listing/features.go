package listing

import (
	"strings"

	"settle.example/settle/app/look"
	"settle.example/settle/marketplace"
)

var featureIcons = map[marketplace.Features]look.Icon{
	marketplace.Lock: look.IconLock, marketplace.Wifi: look.IconWifi, marketplace.Kitchen: look.IconKitchen, marketplace.Desk: look.IconDesk,
	marketplace.Washer: look.IconWasher, marketplace.Parking: look.IconParking, marketplace.Linen: look.IconLinen,
	marketplace.BusNearby: look.IconBus, marketplace.VegetarianKitchen: look.IconKitchen, marketplace.HalalKitchen: look.IconKitchen,
	marketplace.CouplesWelcome: look.IconPeople, marketplace.ChildrenWelcome: look.IconPeople, marketplace.WomenOnly: look.IconPeople,
}

// FeatureIcon is the icon of a single feature; a tick where there is none of its own.
func FeatureIcon(f marketplace.Features) look.Icon {
	if icon, ok := featureIcons[f]; ok {
		return icon
	}
	return look.IconCheck
}

// FeatureLabel is a single feature as people say it.
func FeatureLabel(f marketplace.Features) string { return strings.Join(f.Labels(), ", ") }

// needFeatures says which feature of a room meets which need.
var needFeatures = []struct {
	need    marketplace.Needs
	feature marketplace.Features
}{
	{marketplace.NeedStepFree, marketplace.StepFree},
	{marketplace.NeedVegetarianKitchen, marketplace.VegetarianKitchen},
	{marketplace.NeedHalalKitchen, marketplace.HalalKitchen},
	{marketplace.NeedWomenOnly, marketplace.WomenOnly},
	{marketplace.NeedCouple, marketplace.CouplesWelcome},
	{marketplace.NeedChildren, marketplace.ChildrenWelcome},
	{marketplace.NeedParking, marketplace.Parking},
}

// Wanted is the features and the bathroom that meet an arrival's needs. What no listing can say, such as quiet by day,
// is left for the note to the host.
func Wanted(n marketplace.Needs) (features marketplace.Features, bathroom marketplace.Bathroom) {
	for _, m := range needFeatures {
		if n&m.need != 0 {
			features |= m.feature
		}
	}
	if n&marketplace.NeedOwnBathroom != 0 {
		bathroom = marketplace.BathroomPrivate
	}
	return features, bathroom
}

var includedLabels = []string{"Bills", "Council tax", "Internet", "Bed linen", "Cleaning", "Breakfast", "Meals", "Laundry"}

// IncludedLabels lists what the rent includes, as people say it.
func IncludedLabels(v marketplace.Included) []string {
	var all []string
	for i, label := range includedLabels {
		if v&(1<<i) != 0 {
			all = append(all, label)
		}
	}
	return all
}
