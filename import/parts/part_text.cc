#include "import/parts/part_text.h"

#include <algorithm>
#include <variant>

#include "absl/strings/str_cat.h"
#include "import/rows/cell_value.h"

namespace ogi::reading {
namespace {

// A printed line that is nearly full goes on in the next, unless that is indented.
constexpr double kFull = 0.8;
constexpr double kIndentFrom = 1.4;

struct Printed {
  std::string text;
  double left = 0;
  double right = 0;
  int page = 0;
  bool placed = false;
};

class Collector {
 public:
  Collector(const FoldedDocument& document, const TablePlaces& tables)
      : document_(document), tables_(tables) {}

  std::string Run(GlyphRange range) {
    for (size_t at = document_.StretchAt(range.begin); at < document_.stretches.size(); ++at) {
      const LineOrCell& stretch = document_.stretches[at];
      if (stretch.glyphs.begin >= range.end) break;
      if (stretch.glyphs.empty()) continue;
      if (stretch.cell >= 0 &&
          std::binary_search(tables_.grids.begin(), tables_.grids.end(), stretch.block)) {
        continue;
      }
      AddPieces(stretch, {std::max(stretch.glyphs.begin, range.begin),
                          std::min(stretch.glyphs.end, range.end)});
    }
    return Join();
  }

 private:
  // The stretch without what belongs to tables.
  void AddPieces(const LineOrCell& stretch, GlyphRange range) {
    if (stretch.page_number) return;
    if (stretch.cell < 0 && IsPageNumber(document_, stretch.glyphs)) return;
    size_t begin = range.begin;
    for (const GlyphRange& table : tables_.ranges) {
      if (table.end <= begin || table.begin >= range.end) continue;
      if (table.begin > begin) Add(stretch, {begin, table.begin});
      begin = std::max(begin, table.end);
    }
    if (begin < range.end) Add(stretch, {begin, range.end});
  }

  void Add(const LineOrCell& stretch, GlyphRange range) {
    Printed line;
    line.text = std::string(document_.document->Text(document_.Span(range)));
    const Block& block = document_.document->blocks[static_cast<size_t>(stretch.block)];
    line.page = block.page;
    const Line* printed = std::get_if<Line>(&block.content);
    if (printed != nullptr && !printed->words.empty()) {
      line.left = printed->words.front().left;
      line.right = printed->words.back().right;
      line.placed = line.right > line.left;
      if (line.placed && line.right > right_) {
        right_ = line.right;
        em_ = (line.right - line.left) / static_cast<double>(std::max(range.size(), size_t{1}));
      }
      left_ = lines_.empty() ? line.left : std::min(left_, line.left);
    }
    lines_.push_back(std::move(line));
  }

  std::string Join() const {
    std::string text;
    for (size_t i = 0; i < lines_.size(); ++i) {
      const Printed& line = lines_[i];
      if (i > 0) {
        const Printed& before = lines_[i - 1];
        const bool goes_on = line.placed && before.placed && before.right >= kFull * right_ &&
                             line.left < left_ + kIndentFrom * em_;
        if (!goes_on) text.push_back('\n');
      }
      absl::StrAppend(&text, line.text);
    }
    return text;
  }

  const FoldedDocument& document_;
  const TablePlaces& tables_;
  std::vector<Printed> lines_;
  double left_ = 0;
  double right_ = 0;
  double em_ = 0;
};

}  // namespace

std::string TextOfPart(const FoldedDocument& document, GlyphRange range,
                       const TablePlaces& tables) {
  if (range.empty()) return "";
  return Collector(document, tables).Run(range);
}

}  // namespace ogi::reading
