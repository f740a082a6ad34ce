#include "import/report/fill_texts.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/limits.h"
#include "common/utf8.h"
#include "domain/form/printed_form.h"
#include "import/parts/part_text.h"
#include "import/tables/table_head.h"

namespace ogi::reading {
namespace {

// A report has to fit kMaxReportBytes with all its texts and notes.
constexpr size_t kMaxAllTexts = size_t{512} << 10;

class TextFiller {
 public:
  TextFiller(const FoldedDocument& document, const Parts& parts, const Tables& tables,
             Doubts& doubts)
      : document_(document), parts_(parts), tables_(tables), doubts_(doubts), places_(Places()) {}

  void Run(v1::AnnualReport& report) {
    const std::array<v1::Part*, kPartCount> parts = {
        report.mutable_overview(), report.mutable_proactive_disclosure(),
        report.mutable_requests(), report.mutable_review_and_litigation(),
        report.mutable_problems(), report.mutable_other_matters()};
    for (size_t i = 0; i < kPartCount; ++i) Fill(i, *parts[i]);
    report.set_preamble(TextOf(BeforeMarks(parts_.facts.preamble), "报告开头"));
  }

 private:
  // What is not running text.
  TablePlaces Places() const {
    TablePlaces places;
    places.grids = tables_.reading.grids;
    // A table that has a heading in it may have the part's text in it too.
    for (const auto& heading : parts_.headings) {
      if (!heading.has_value()) continue;
      const LineOrCell& stretch = document_.stretches[document_.StretchAt(heading->begin)];
      if (stretch.cell >= 0) std::erase(places.grids, stretch.block);
    }
    std::sort(places.grids.begin(), places.grids.end());
    for (const GlyphRange& area : tables_.reading.areas) {
      size_t floor = 0;
      for (const auto& heading : parts_.headings) {
        if (heading.has_value() && heading->end <= area.begin)
          floor = std::max(floor, heading->end);
      }
      places.ranges.push_back({TableHead(document_, area, floor), area.end});
    }
    std::sort(places.ranges.begin(), places.ranges.end(),
              [](const GlyphRange& a, const GlyphRange& b) { return a.begin < b.begin; });
    return places;
  }

  void Fill(size_t i, v1::Part& part) {
    const std::optional<GlyphRange>& heading = parts_.headings[i];
    const absl::string_view official = FormOf(tables_.edition).parts[i].heading;
    if (!heading.has_value()) {
      doubts_.Missing(absl::StrCat("没有找到“", official, "”这一部分的标题。请对照原件填写。"),
                      absl::StrCat("The heading of part ", i + 1, " (", official,
                                   ") was not found. Fill the part in from the original."));
      return;
    }
    std::string text(document_.document->Text(document_.Span(*heading)));
    // It may be broken over lines.
    text.erase(std::remove(text.begin(), text.end(), '\n'), text.end());
    if (text.size() <= limits::kMaxLineBytes) part.set_heading(text);
    part.set_text(TextOf({heading->end, std::max(heading->end, EndOf(i))}, official));
  }

  // Where the part's text ends: at the next heading, at the signature, or at the end.
  size_t EndOf(size_t i) const {
    for (size_t j = i + 1; j < kPartCount; ++j) {
      const std::optional<GlyphRange>& next = parts_.headings[j];
      if (next.has_value()) return BeforeMarks({parts_.headings[i]->end, next->begin}).end;
    }
    const GlyphRange& signature = parts_.facts.signature;
    return signature.empty() ? document_.glyphs.size() : signature.begin;
  }

  // Without the marks of markdown before the next heading.
  GlyphRange BeforeMarks(GlyphRange range) const {
    while (!range.empty() && document_.glyphs[range.end - 1].code == U'#') --range.end;
    return range;
  }

  // Cut where the report would grow beyond its limit.
  std::string TextOf(GlyphRange range, absl::string_view what) {
    std::string text = TextOfPart(document_, range, places_);
    const size_t most = std::min(kMaxAllTexts - texts_, limits::kMaxTextBytes);
    if (text.size() > most) {
      text.resize(CutUtf8(text, most).size());
      doubts_.Missing(
          absl::StrCat("“", what, "”的文字过长，已截断。请核对文件。"),
          absl::StrCat("The text of \"", what, "\" is too long and was cut. Check the file."));
    }
    texts_ += text.size();
    return text;
  }

  const FoldedDocument& document_;
  const Parts& parts_;
  const Tables& tables_;
  Doubts& doubts_;
  const TablePlaces places_;
  size_t texts_ = 0;
};

}  // namespace

void FillTexts(const FoldedDocument& document, const Parts& parts, const Tables& tables,
               v1::AnnualReport& report, Doubts& doubts) {
  TextFiller(document, parts, tables, doubts).Run(report);
}

}  // namespace ogi::reading
