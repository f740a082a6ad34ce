#include "domain/codes/credit_code.h"

#include <array>
#include <cstddef>

namespace ogi {
namespace {

constexpr absl::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
constexpr int kModulus = 31;
static_assert(kAlphabet.size() == kModulus);

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

char CreditCodeCheckDigit(absl::string_view first_17) {
  if (first_17.size() != 17) return '\0';
  int sum = 0;
  int weight = 1;
  for (const char c : first_17) {
    const size_t value = kAlphabet.find(c);
    if (value == absl::string_view::npos) return '\0';
    sum += static_cast<int>(value) * weight;
    weight = weight * 3 % kModulus;
  }
  return kAlphabet[static_cast<size_t>((kModulus - sum % kModulus) % kModulus)];
}

bool IsCreditCode(absl::string_view text) {
  if (text.size() != 18) return false;
  for (size_t i = 2; i < 8; ++i) {
    if (!IsDigit(text[i])) return false;
  }
  // A '\0' in the text is not in the alphabet, so it equals no check digit that was found.
  const char expected = CreditCodeCheckDigit(text.substr(0, 17));
  return expected != '\0' && expected == text[17];
}

char OrganisationCodeCheckDigit(absl::string_view first_8) {
  constexpr std::array<int, 8> kWeights = {3, 7, 9, 10, 5, 8, 4, 2};
  if (first_8.size() != kWeights.size()) return '\0';
  int sum = 0;
  for (size_t i = 0; i < kWeights.size(); ++i) {
    const char c = first_8[i];
    if (IsDigit(c)) {
      sum += (c - '0') * kWeights[i];
    } else if (c >= 'A' && c <= 'Z') {
      sum += (c - 'A' + 10) * kWeights[i];
    } else {
      return '\0';
    }
  }
  const int check = (11 - sum % 11) % 11;
  return check == 10 ? 'X' : static_cast<char>('0' + check);
}

bool IsOrganisationCode(absl::string_view text) {
  if (text.size() != 9) return false;
  const char expected = OrganisationCodeCheckDigit(text.substr(0, 8));
  return expected != '\0' && expected == text[8];
}

}  // namespace ogi
