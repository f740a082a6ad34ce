#include "import/tables/applicant_places.h"

#include <algorithm>

#include "absl/strings/match.h"

namespace ogi::reading {
namespace {

// Digits of space that part columns, and rows that show where they stand.
constexpr double kApart = 1.5;
constexpr size_t kEnoughRows = 3;

}  // namespace

void ApplicantPlaces::Gaps::Add(const FoldedDocument& document, const TableRow& item) {
  ++rows;
  for (size_t i = 1; i < item.values.size(); ++i) {
    const double gap = item.values[i].left - item.values[i - 1].right;
    narrowest = std::min(narrowest, gap);
    widest = std::max(widest, gap);
    const size_t begin = document.glyphs[item.values[i - 1].glyphs.end - 1].end();
    const size_t end = document.glyphs[item.values[i].glyphs.begin].begin;
    tabs |= absl::StrContains(document.document->Text({begin, std::max(begin, end)}), '\t');
  }
}

ApplicantPlaces::ApplicantPlaces(const FoldedDocument& document, const ItemList& list,
                                 const std::vector<size_t>& rows)
    : document_(document) {
  for (const size_t row : rows) {
    const TableRow& item = list.items[row];
    if (item.grid_row >= 0 || item.values.size() != kApplicants) continue;
    if (item.values[0].right <= item.values[0].left) continue;
    const auto [at, first_of_page] = places_.try_emplace(item.page);
    for (size_t i = 0; i < kApplicants; ++i) {
      const CellValue& value = item.values[i];
      Place& place = at->second[i];
      place = first_of_page
                  ? Place{value.left, value.right}
                  : Place{std::min(place.left, value.left), std::max(place.right, value.right)};
    }
    gaps_[item.page].Add(document_, item);
  }
}

std::optional<double> ApplicantPlaces::Apart(const Places& places) {
  double apart = places[1].left - places[0].right;
  for (size_t i = 0; i + 1 < kApplicants; ++i) {
    if (places[i].right >= places[i + 1].left) return std::nullopt;
    apart = std::min(apart, places[i + 1].left - places[i].right);
  }
  return apart;
}

bool ApplicantPlaces::ByChance(const TableRow& item, double apart) const {
  const CellValue& first = item.values.front();
  const double digit = (first.right - first.left) / static_cast<double>(first.glyphs.size());
  Gaps gaps = gaps_.at(item.page);
  gaps.Add(document_, item);
  return apart <= kApart * digit || gaps.rows <= kEnoughRows || gaps.tabs ||
         gaps.widest - gaps.narrowest < digit;
}

std::optional<ApplicantValues> ApplicantPlaces::Assign(const TableRow& item) const {
  if (item.grid_row >= 0 || item.values.size() >= kApplicants) return std::nullopt;
  const auto found = places_.find(item.page);
  if (found == places_.end()) return std::nullopt;
  const Places& places = found->second;
  const std::optional<double> apart = Apart(places);
  if (!apart.has_value()) return std::nullopt;
  ApplicantValues assigned;
  for (CellValue& value : assigned) {
    value.kind = CellValue::Kind::kBlank;
    value.glyphs = {item.glyphs.end, item.glyphs.end};
  }
  std::array<bool, kApplicants> taken = {};
  for (const CellValue& value : item.values) {
    if (value.right <= value.left) return std::nullopt;
    size_t at = kApplicants;
    for (size_t i = 0; i < kApplicants; ++i) {
      if (value.left >= places[i].right || places[i].left >= value.right) continue;
      if (at != kApplicants) return std::nullopt;
      at = i;
    }
    if (at == kApplicants || taken[at]) return std::nullopt;
    taken[at] = true;
    assigned[at] = value;
  }
  if (item.values.empty() || ByChance(item, *apart)) return std::nullopt;
  return assigned;
}

}  // namespace ogi::reading
