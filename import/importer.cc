#include "import/importer.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "common/digest.h"
#include "common/errors.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "common/utf8.h"
#include "domain/form/form.h"
#include "import/formats/read_document.h"
#include "import/parts/facts.h"
#include "import/parts/part_headings.h"
#include "import/parts/part_text.h"
#include "import/report/doubts.h"
#include "import/report/fill_tables.h"
#include "import/rows/table_regions.h"
#include "import/tables/table_four.h"
#include "import/tables/table_head.h"
#include "import/tables/table_reading.h"
#include "import/tables/table_three.h"
#include "import/tables/table_two.h"
#include "import/text/folded_document.h"

namespace ogi {
namespace {

using reading::FoldedDocument;
using reading::GlyphRange;
using reading::TableReading;

constexpr size_t kMaxLeftOverGrids = 50;
// A report has to fit kMaxReportBytes with all its texts and notes.
constexpr size_t kMaxAllTexts = size_t{512} << 10;

class Importing {
 public:
  explicit Importing(const Document& document)
      : folded_(reading::Fold(document)),
        headings_(reading::FindHeadings(folded_)),
        facts_(reading::FindFacts(folded_, headings_)),
        doubts_(folded_) {}

  absl::StatusOr<Imported> Run() {
    ReadTables();
    if (tables_.findings.empty() && tables_.unread.empty() && tables_.odd_columns.empty()) {
      return errors::DocumentNotReadable(
          "文件中没有找到年度报告的三张表，不像是政府信息公开工作年度报告。请核对文件；"
          "如果表格是图片，请使用可以复制文字的版本。",
          "None of the three tables of an annual report was found in the document. Check the file; "
          "where its tables are pictures, use a version with text in it.");
    }
    v1::AnnualReport& report = imported_.report;
    report.set_edition(edition_);
    PutFacts(report);
    reading::MergeTables(folded_, tables_, imported_, doubts_);
    PutTexts(report);
    FindLeftOverGrids();
    imported_.doubts = doubts_.Take();
    return std::move(imported_);
  }

 private:
  void ReadTables() {
    const reading::TableRegions regions = reading::FindRegions(folded_);
    for (const GlyphRange& region : regions.three) {
      tables_.Add(reading::ReadTableThree(folded_, region));
    }
    for (const GlyphRange& region : regions.four) {
      tables_.Add(reading::ReadTableFour(folded_, region));
    }
    edition_ = EditionOfYear(facts_.year);
    for (const GlyphRange& region : regions.two) {
      tables_.Add(reading::ReadTableTwo(folded_, region, edition_));
    }
    if (edition_ == v1::EDITION_UNSPECIFIED) edition_ = EditionOfRows();
  }

  // By the rows and columns only one edition has.
  v1::Edition EditionOfRows() const {
    int of_2019 = 0;
    int of_2021 = 0;
    for (const reading::Finding& finding : tables_.findings) {
      const CellInfo& cell = Cells()[static_cast<size_t>(finding.cell)];
      of_2019 += cell.in_2019 && !cell.in_2021 ? 1 : 0;
      of_2021 += cell.in_2021 && !cell.in_2019 ? 1 : 0;
    }
    return of_2019 > of_2021 ? v1::EDITION_2019 : v1::EDITION_2021;
  }

  static void PutDate(const reading::Day& day, google::type::Date& date) {
    date.set_year(day.year);
    date.set_month(day.month);
    date.set_day(day.day);
  }

  void PutFacts(v1::AnnualReport& report) {
    report.set_title(facts_.title);
    report.set_agency_name(facts_.agency_name);
    report.set_year(facts_.year);
    report.set_scope(facts_.scope);
    report.set_signatory(facts_.signatory);
    if (facts_.signed_date.has_value()) PutDate(*facts_.signed_date, *report.mutable_signed_date());
    if (facts_.contact.ByteSizeLong() > 0) *report.mutable_contact() = facts_.contact;
    if (facts_.published.has_value()) {
      PutDate(*facts_.published, *report.mutable_publication()->mutable_date());
    }
    if (!facts_.uri.empty()) report.mutable_publication()->set_uri(facts_.uri);

    if (facts_.agency_name.empty()) {
      doubts_.Missing("没有找到发布年报的机关名称。请填写。",
                      "The name of the organ was not found. Fill it in.");
    }
    if (facts_.year == 0) {
      doubts_.Missing("没有找到报告年度。请填写。",
                      "The year of the report was not found. Fill it in.");
    } else if (facts_.period_year != 0 && facts_.period_year != facts_.year) {
      doubts_.Missing(
          absl::StrCat("标题的年度是 ", facts_.year, "，而统计期限是 ", facts_.period_year,
                       " 年。请核对报告年度。"),
          absl::StrCat("The title says ", facts_.year, ", the period of the figures is ",
                       facts_.period_year, ". Check the year of the report."));
    } else if (facts_.year < limits::kFirstYear) {
      doubts_.Missing(
          absl::StrCat("报告年度 ", facts_.year, " 早于 2019 年，没有对应的格式。请核对。"),
          absl::StrCat("The year ", facts_.year,
                       " is before 2019 and has no official form. Check it."));
    }
    if (facts_.title_doubtful) {
      doubts_.Missing(
          absl::StrCat("文件中有多个年报标题，采用“", facts_.title, "”。请核对机关名称和年度。"),
          absl::StrCat("The document has several titles; \"", facts_.title,
                       "\" was taken. Check the organ and the year."));
    }
    if (facts_.scope_doubtful) {
      doubts_.Missing("不能确定口径是本级还是汇总，暂按本级。请核对。",
                      "It is not certain whether the figures are the organ's own or an aggregate; "
                      "taken as its own. Check the scope.");
    }
    if (!facts_.signed_date.has_value() && !facts_.published.has_value()) {
      doubts_.Missing("没有找到落款日期或发布日期。请填写。",
                      "Neither a date of signing nor of publication was found. Fill it in.");
    }
  }

  void PutTexts(v1::AnnualReport& report) {
    const std::array<v1::Part*, kPartCount> parts = {
        report.mutable_overview(), report.mutable_proactive_disclosure(),
        report.mutable_requests(), report.mutable_review_and_litigation(),
        report.mutable_problems(), report.mutable_other_matters()};
    const Form& form = FormOf(edition_);

    reading::TablePlaces tables;
    tables.grids = tables_.grids;
    // A table that has a heading in it may have the part's text in it too.
    for (const auto& heading : headings_) {
      if (!heading.has_value()) continue;
      const reading::Stretch& stretch = folded_.stretches[folded_.StretchAt(heading->begin)];
      if (stretch.cell >= 0) std::erase(tables.grids, stretch.block);
    }
    std::sort(tables.grids.begin(), tables.grids.end());
    for (const GlyphRange& area : tables_.areas) {
      size_t floor = 0;
      for (const auto& heading : headings_) {
        if (heading.has_value() && heading->end <= area.begin)
          floor = std::max(floor, heading->end);
      }
      tables.ranges.push_back({reading::TableHead(folded_, area, floor), area.end});
    }
    std::sort(tables.ranges.begin(), tables.ranges.end(),
              [](const GlyphRange& a, const GlyphRange& b) { return a.begin < b.begin; });

    const size_t end = facts_.signature.empty() ? folded_.glyphs.size() : facts_.signature.begin;
    for (size_t i = 0; i < kPartCount; ++i) {
      if (!headings_[i].has_value()) {
        doubts_.Missing(
            absl::StrCat("没有找到“", form.parts[i].heading, "”这一部分的标题。请对照原件填写。"),
            absl::StrCat("The heading of part ", i + 1, " (", form.parts[i].heading,
                         ") was not found. Fill the part in from the original."));
        continue;
      }
      size_t next = end;
      for (size_t j = i + 1; j < kPartCount; ++j) {
        if (!headings_[j].has_value()) continue;
        next = headings_[j]->begin;
        // Marks of markdown before it.
        while (next > headings_[i]->end && folded_.glyphs[next - 1].code == U'#') --next;
        break;
      }
      std::string heading(folded_.document->Text(folded_.Span(*headings_[i])));
      // It may be broken over lines.
      heading.erase(std::remove(heading.begin(), heading.end(), '\n'), heading.end());
      if (heading.size() <= limits::kMaxLineBytes) parts[i]->set_heading(heading);
      parts[i]->set_text(
          Fitting(reading::TextOfPart(
                      folded_, {headings_[i]->end, std::max(headings_[i]->end, next)}, tables),
                  form.parts[i].heading));
    }
    GlyphRange preamble = facts_.preamble;
    while (!preamble.empty() && folded_.glyphs[preamble.end - 1].code == U'#') --preamble.end;
    report.set_preamble(Fitting(reading::TextOfPart(folded_, preamble, tables), "报告开头"));
  }

  // Cut where the report would grow beyond its limit.
  std::string Fitting(std::string text, absl::string_view what) {
    const size_t left = kMaxAllTexts - texts_;
    const size_t most = std::min(left, limits::kMaxTextBytes);
    if (text.size() > most) {
      text.resize(CutUtf8(text, most).size());
      doubts_.Missing(
          absl::StrCat("“", what, "”的文字过长，已截断。请核对文件。"),
          absl::StrCat("The text of \"", what, "\" is too long and was cut. Check the file."));
    }
    texts_ += text.size();
    return text;
  }

  // Tables with numbers that are none of the three.
  void FindLeftOverGrids() {
    size_t told = 0;
    const std::vector<reading::Stretch>& stretches = folded_.stretches;
    for (size_t at = 0; at < stretches.size() && told < kMaxLeftOverGrids;) {
      const int block = stretches[at].block;
      GlyphRange glyphs = stretches[at].glyphs;
      bool numbers = false;
      const bool grid =
          stretches[at].cell >= 0 &&
          std::find(tables_.grids.begin(), tables_.grids.end(), block) == tables_.grids.end();
      for (; at < stretches.size() && stretches[at].block == block; ++at) {
        if (!grid) continue;
        glyphs.end = std::max(glyphs.end, stretches[at].glyphs.end);
        if (numbers) continue;
        for (const reading::Value& value : reading::ReadCell(folded_, stretches[at].glyphs)) {
          numbers |= value.number();
        }
      }
      if (!grid || !numbers) continue;
      ++told;
      doubts_.LeftOverGrid(glyphs);
    }
  }

  const FoldedDocument folded_;
  const reading::Headings headings_;
  const reading::Facts facts_;
  reading::Doubts doubts_;
  TableReading tables_;
  v1::Edition edition_ = v1::EDITION_UNSPECIFIED;
  size_t texts_ = 0;
  Imported imported_;
};

}  // namespace

absl::StatusOr<Imported> ImportDocument(const Document& document) {
  return Importing(document).Run();
}

absl::StatusOr<Imported> ImportFile(absl::string_view file_name, absl::string_view bytes,
                                    Document* document) {
  OGI_ASSIGN_OR_RETURN(Document read, ReadDocument(bytes));
  OGI_ASSIGN_OR_RETURN(Imported imported, ImportDocument(read));
  v1::SourceDocument& source = *imported.report.mutable_source_document();
  source.set_file_name(std::string(CutUtf8(file_name, limits::kMaxLineBytes)));
  source.set_media_type(read.media_type);
  source.mutable_digest()->set_algorithm(v1::Digest::SHA256);
  source.mutable_digest()->set_value(Sha256(bytes));
  if (document != nullptr) *document = std::move(read);
  return imported;
}

}  // namespace ogi
