#include "clients/import/importer.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <variant>

#include "absl/strings/str_cat.h"
#include "clients/import/container/container.h"
#include "clients/import/reading/doubts.h"
#include "clients/import/reading/facts.h"
#include "clients/import/reading/finding.h"
#include "clients/import/reading/fold.h"
#include "clients/import/reading/headings.h"
#include "clients/import/reading/merge.h"
#include "clients/import/reading/part_text.h"
#include "clients/import/reading/regions.h"
#include "clients/import/reading/table_four.h"
#include "clients/import/reading/table_three.h"
#include "clients/import/reading/table_two.h"
#include "common/digest.h"
#include "common/errors.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/form/form.h"

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

  // Where the headings of a table's columns begin, before its first value.
  size_t TableHead(GlyphRange area, size_t floor) const {
    const size_t first = folded_.StretchAt(area.begin);
    if (first >= folded_.stretches.size()) return area.begin;
    const reading::Stretch& row = folded_.stretches[first];
    if (row.glyphs.size() > kMaxHeadLine) return HeadInText(area, floor);
    // Back over lines that hold nothing but words of headings.
    size_t begin = std::max(floor, row.glyphs.begin);
    for (size_t i = first; i-- > 0;) {
      const reading::Stretch& stretch = folded_.stretches[i];
      if (stretch.glyphs.begin < floor) break;
      if (!stretch.glyphs.empty() && !OfHead(stretch.glyphs)) break;
      begin = std::min(begin, stretch.glyphs.begin);
    }
    return begin;
  }

  static constexpr size_t kMaxHeadLine = 150;

  bool OfHead(GlyphRange line) const {
    constexpr std::u32string_view kOfHeads =
        U"行政复议诉讼未经直接起后结果维持纠正其他它尚审总计合"
        U"第二十条项信息内容本年制发件数废止现有效处理决定量收费金额单位万元上一增减采购新作公开对"
        U"外"
        U"列据的勾稽关系为加之和等于三四申请人情况自然法或组织商业企科研机构社会益律服务"
        U"收量目府规章范性文强许可罚管理事"
        U"(),、:;/.一五六八九";
    size_t others = 0;
    for (size_t i = line.begin; i < line.end; ++i) {
      if (kOfHeads.find(folded_.glyphs[i].code) == std::u32string_view::npos) ++others;
    }
    return others == 0 && line.size() <= kMaxHeadLine;
  }

  // The same where the text runs on.
  size_t HeadInText(GlyphRange area, size_t floor) const {
    constexpr size_t kReach = 170;
    constexpr std::u32string_view kWords[] = {U"第二十条", U"信息内容",   U"本列数据",
                                              U"勾稽关系", U"申请人情况", U"自然人",
                                              U"行政复议", U"结果维持",   U"结果"};
    const size_t from = std::max(floor, area.begin - std::min(area.begin, kReach));
    for (size_t at = from; at < area.begin; ++at) {
      for (const std::u32string_view word : kWords) {
        size_t same = 0;
        while (same < word.size() && at + same < area.begin &&
               folded_.glyphs[at + same].code == word[same]) {
          ++same;
        }
        if (same < word.size()) continue;
        // With the bracket before.
        const bool bracket = at > from && folded_.glyphs[at - 1].code == U'(';
        return bracket ? at - 1 : at;
      }
    }
    return area.begin;
  }

  void PutTexts(v1::AnnualReport& report) {
    const std::array<v1::Part*, kPartCount> parts = {
        report.mutable_overview(), report.mutable_proactive_disclosure(),
        report.mutable_requests(), report.mutable_review_and_litigation(),
        report.mutable_problems(), report.mutable_other_matters()};
    const Form& form = FormOf(edition_);

    reading::TablePlaces tables;
    tables.grids = tables_.grids;
    std::sort(tables.grids.begin(), tables.grids.end());
    for (const GlyphRange& area : tables_.areas) {
      size_t floor = 0;
      for (const auto& heading : headings_) {
        if (heading.has_value() && heading->end <= area.begin)
          floor = std::max(floor, heading->end);
      }
      tables.ranges.push_back({TableHead(area, floor), area.end});
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
      const std::string heading(folded_.document->Text(folded_.Span(*headings_[i])));
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
      size_t size = most;
      while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80) --size;
      text.resize(size);
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
  source.set_file_name(std::string(file_name.substr(0, limits::kMaxLineBytes)));
  source.set_media_type(read.media_type);
  source.mutable_digest()->set_algorithm(v1::Digest::SHA256);
  source.mutable_digest()->set_value(Sha256(bytes));
  if (document != nullptr) *document = std::move(read);
  return imported;
}

}  // namespace ogi
