#include "import/tables/digit_runs.h"

#include <algorithm>

#include "common/limits.h"

namespace ogi::reading {
namespace {

constexpr size_t kMaxSteps = 40'000;
constexpr size_t kMaxSplits = 4096;
// Of kMaxCount.
constexpr size_t kMaxDigits = 12;

class DigitSplitter {
 public:
  DigitSplitter(const std::vector<CellValue>& values, const std::vector<CellKind>& cells,
                const SplitCheck& check)
      : values_(values), cells_(cells), check_(check) {
    left_.assign(values.size() + 1, 0);
    for (size_t i = values.size(); i-- > 0;) left_[i] = left_[i + 1] + values[i].digits.size();
  }

  Splits Run() {
    Part(0, 0);
    return std::move(splits_);
  }

 private:
  // From digit `at` of value `value` on.
  void Part(size_t value, size_t at) {
    if (splits_.truncated) return;
    if (++steps_ > kMaxSteps) {
      splits_.truncated = true;
      return;
    }
    if (value == values_.size()) {
      if (split_.size() != cells_.size()) return;
      if (splits_.all.size() >= kMaxSplits) {
        splits_.truncated = true;
        return;
      }
      splits_.all.push_back(split_);
      return;
    }
    if (split_.size() >= cells_.size()) return;
    const CellValue& from = values_[value];
    const size_t cells_left = cells_.size() - split_.size();
    // A value fills one cell at least, a digit one at most.
    if (values_.size() - value > cells_left || left_[value] - at < cells_left) return;
    const CellKind kind = cells_[split_.size()];
    const bool negative = from.negative && at == 0;
    if (negative && kind != CellKind::kSignedCount) return;
    if (!from.number()) {
      return;
    }
    const size_t digits = from.digits.size();
    const size_t most = from.digits[at] == '0' ? 1 : kMaxDigits;
    for (size_t size = 1; size <= most && at + size <= digits; ++size) {
      const bool last = at + size == digits;
      std::string text = (negative ? "-" : "") + from.digits.substr(at, size);
      int64_t number = std::stoll(text);
      if (last && !from.fraction.empty()) {
        if (kind != CellKind::kMoney) continue;
        text += "." + from.fraction;
      }
      if (kind == CellKind::kMoney) number = 0;
      split_.push_back(text);
      numbers_.push_back(number);
      if (check_(numbers_)) Part(last ? value + 1 : value, last ? 0 : at + size);
      numbers_.pop_back();
      split_.pop_back();
    }
  }

  const std::vector<CellValue>& values_;
  const std::vector<CellKind>& cells_;
  const SplitCheck& check_;
  // Digits from each value on.
  std::vector<size_t> left_;
  Split split_;
  std::vector<int64_t> numbers_;
  Splits splits_;
  size_t steps_ = 0;
};

}  // namespace

Splits SplitDigits(const std::vector<CellValue>& values, const std::vector<CellKind>& cells,
                   const SplitCheck& check) {
  if (values.empty() || values.size() > cells.size()) return {};
  for (const CellValue& value : values) {
    if (!value.number()) return {};
  }
  return DigitSplitter(values, cells, check).Run();
}

bool CanBeFewer(const std::vector<CellValue>& values) {
  return std::any_of(values.begin(), values.end(), [](const CellValue& value) {
    const size_t first = value.digits.find_first_not_of('0');
    return first != std::string::npos && first + 1 < value.digits.size();
  });
}

std::vector<std::string> CandidatesOf(const std::vector<Split>& splits, size_t cell) {
  std::vector<std::string> candidates;
  for (const Split& split : splits) {
    if (std::find(candidates.begin(), candidates.end(), split[cell]) != candidates.end()) continue;
    candidates.push_back(split[cell]);
    if (candidates.size() == limits::kMaxCandidates) break;
  }
  return candidates;
}

}  // namespace ogi::reading
