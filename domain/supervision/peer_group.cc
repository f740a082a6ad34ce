#include "domain/supervision/peer_group.h"

#include <algorithm>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "domain/form/cells.h"
#include "domain/supervision/text_pieces.h"

namespace ogi {
namespace {

constexpr size_t kPieceCharacters = 5;
// Less text than this says the same everywhere: 本机关主动公开政府信息0条.
constexpr size_t kMinPieces = 150;

// Parts one and five without digits, spaces and the organ's own name.
std::string BareText(const v1::AnnualReport& report, absl::string_view name) {
  std::string text = absl::StrCat(report.overview().text(), "\n", report.problems().text());
  absl::string_view stem = name;
  if (!absl::ConsumeSuffix(&stem, "人民政府")) absl::ConsumeSuffix(&stem, "办事处");
  if (!name.empty()) text = absl::StrReplaceAll(text, {{name, ""}, {stem, ""}});
  text.erase(std::remove_if(text.begin(), text.end(),
                            [](char c) {
                              const auto byte = static_cast<unsigned char>(c);
                              return absl::ascii_isdigit(byte) || absl::ascii_isspace(byte);
                            }),
             text.end());
  return text;
}

// Of both together, how much both have, in percent.
int PercentShared(const std::vector<uint64_t>& one, const std::vector<uint64_t>& other) {
  const size_t shared = SharedPieces(one, other);
  return static_cast<int>(shared * 100 / (one.size() + other.size() - shared));
}

}  // namespace

void PeerGroup::Add(const v1::AnnualReport& report, const Figures& figures, absl::string_view name,
                    bool texts) {
  Organ organ;
  organ.name = std::string(name);
  organ.numbers.assign(kCellCount, -1);
  for (const CellInfo& cell : Cells()) {
    if (cell.kind == CellKind::kMoney || !figures.has_value(cell.index)) continue;
    organ.numbers[static_cast<size_t>(cell.index)] = figures.number(cell.index);
  }
  if (texts) organ.pieces = PiecesOf(BareText(report, name), kPieceCharacters);
  organ.same_tables = organ.alike_text = organs_.size();
  organs_.push_back(std::move(organ));
}

void PeerGroup::Compare() {
  numbers_.assign(kCellCount, {});
  for (const Organ& organ : organs_) {
    for (size_t cell = 0; cell < organ.numbers.size(); ++cell) {
      if (organ.numbers[cell] >= 0) numbers_[cell].push_back(organ.numbers[cell]);
    }
  }
  for (std::vector<int64_t>& numbers : numbers_) std::sort(numbers.begin(), numbers.end());
  CompareTables();
  CompareTexts();
}

void PeerGroup::CompareTables() {
  std::map<std::vector<int64_t>, std::vector<size_t>> by_numbers;
  for (size_t i = 0; i < organs_.size(); ++i) by_numbers[organs_[i].numbers].push_back(i);
  for (const auto& [numbers, places] : by_numbers) {
    // Each names the next, the last the first.
    for (size_t i = 0; i < places.size(); ++i) {
      organs_[places[i]].same_tables = places[(i + 1) % places.size()];
    }
  }
}

void PeerGroup::CompareTexts() {
  for (size_t i = 0; i < organs_.size(); ++i) {
    Organ& one = organs_[i];
    if (one.pieces.size() < kMinPieces) continue;
    for (size_t j = i + 1; j < organs_.size(); ++j) {
      Organ& other = organs_[j];
      if (other.pieces.size() < kMinPieces) continue;
      // Of texts of such different length not even half can be shared.
      if (one.pieces.size() > 2 * other.pieces.size() ||
          other.pieces.size() > 2 * one.pieces.size()) {
        continue;
      }
      const int percent = PercentShared(one.pieces, other.pieces);
      if (percent > one.percent) {
        one.percent = percent;
        one.alike_text = j;
      }
      if (percent > other.percent) {
        other.percent = percent;
        other.alike_text = i;
      }
    }
  }
}

Peers PeerGroup::PeersOf(size_t place) const {
  const Organ& organ = organs_[place];
  Peers peers;
  peers.numbers = &numbers_;
  if (organ.same_tables != place) peers.same_tables = organs_[organ.same_tables].name;
  if (organ.alike_text != place) {
    peers.alike_text = organs_[organ.alike_text].name;
    peers.percent = organ.percent;
  }
  return peers;
}

}  // namespace ogi
