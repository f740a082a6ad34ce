#include "domain/form/decimal.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace ogi {
namespace {

constexpr size_t kMaxWhole = 15;
constexpr size_t kMaxFraction = 8;
constexpr uint64_t kUnits = 100'000'000;

}  // namespace

std::optional<Decimal> Decimal::Parse(absl::string_view text) {
  const size_t point = text.find('.');
  const bool has_point = point != absl::string_view::npos;
  const absl::string_view whole = text.substr(0, point);
  const absl::string_view fraction = has_point ? text.substr(point + 1) : absl::string_view();
  if (whole.empty() || whole.size() > kMaxWhole) return std::nullopt;
  if (has_point && (fraction.empty() || fraction.size() > kMaxFraction)) return std::nullopt;

  absl::uint128 units = 0;
  for (const absl::string_view digits : {whole, fraction}) {
    for (const char c : digits) {
      if (c < '0' || c > '9') return std::nullopt;
      units = units * 10 + static_cast<unsigned>(c - '0');
    }
  }
  for (size_t place = fraction.size(); place < kMaxFraction; ++place) units *= 10;
  return Decimal(units);
}

std::string Decimal::ToString() const {
  // At most 15 + 4 digits before the point.
  const uint64_t whole = absl::Uint128Low64(units_ / kUnits);
  const uint64_t fraction = absl::Uint128Low64(units_ % kUnits);
  if (fraction == 0) return absl::StrCat(whole);
  std::string text = absl::StrFormat("%d.%08d", whole, fraction);
  text.resize(text.find_last_not_of('0') + 1);
  return text;
}

}  // namespace ogi
