// Exact decimals: money as filed.
#ifndef OGI_DOMAIN_FORM_DECIMAL_H_
#define OGI_DOMAIN_FORM_DECIMAL_H_

#include <compare>
#include <optional>
#include <string>

#include "absl/numeric/int128.h"
#include "absl/strings/string_view.h"

namespace ogi {

// Not negative. 1 to 15 digits, and up to 8 after the point.
class Decimal {
 public:
  // Nullopt unless `text` is 1 to 15 ASCII digits, or these, a point, and 1 to 8 more.
  static std::optional<Decimal> Parse(absl::string_view text);

  // Of hundred-millionths: at most what 15 digits and 4 more before the point hold.
  static Decimal OfUnits(absl::uint128 units) { return Decimal(units); }
  absl::uint128 units() const { return units_; }

  // Exact: 万元 to 元.
  Decimal TimesTenThousand() const { return Decimal(units_ * 10'000); }

  // Plain: no leading zeros, no trailing zeros after the point, no point without digits behind it.
  std::string ToString() const;

  friend bool operator==(const Decimal& a, const Decimal& b) { return a.units_ == b.units_; }
  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
    return a.units_ < b.units_   ? std::strong_ordering::less
           : a.units_ > b.units_ ? std::strong_ordering::greater
                                 : std::strong_ordering::equal;
  }

 private:
  explicit Decimal(absl::uint128 units) : units_(units) {}

  // Hundred-millionths.
  absl::uint128 units_;
};

}  // namespace ogi

#endif  // OGI_DOMAIN_FORM_DECIMAL_H_
