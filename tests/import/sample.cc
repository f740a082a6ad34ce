#include "tests/import/sample.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "domain/form/cells.h"
#include "domain/form/figures.h"
#include "domain/form/printed_form.h"

namespace ogi::import_test {
namespace {

std::string AgencyName(Dice& dice) {
  return absl::StrCat(
      dice.Of({"清河", "青石", "云岭", "东湖", "白鹿", "南屏", "永宁", "柳溪"}),
      dice.Of({"县人民政府", "区人民政府", "市人民政府", "镇人民政府", "乡人民政府", "县教育局",
               "市民政局", "区城市管理局", "县自然资源局", "街道办事处"}));
}

// Most organs have few applications, some have many.
int64_t Count(int64_t scale, Dice& dice) {
  if (scale == 0 || dice.Chance(45)) return 0;
  if (dice.Chance(3)) return dice.Number(0, 999'999'999'999 / 30);
  return dice.Number(0, scale);
}

class Filler {
 public:
  Filler(v1::AnnualReport& report, Dice& dice)
      : report_(report), dice_(dice), scale_(dice.Of({0, 3, 20, 300, 5000})) {}

  void Fill(bool errors) {
    for (const RowInfo& row : TableRows()) {
      if (row.table == Table::kTwo) FillTableTwoRow(row);
    }
    FillTableThree();
    for (const RowInfo& row : TableRows()) {
      if (row.table == Table::kFour) FillSummed(row);
    }
    if (errors && dice_.Chance(20)) {
      for (int64_t i = dice_.Number(1, 3); i > 0; --i) Spoil();
    }
  }

 private:
  bool Has(int cell) const { return InEdition(CellAt(cell), report_.edition()); }

  void FillTableTwoRow(const RowInfo& row) {
    for (int cell = row.first_cell; cell < row.first_cell + row.cell_count; ++cell) {
      if (!Has(cell)) continue;
      switch (CellAt(cell).kind) {
        case CellKind::kSignedCount:
          SetCell(report_, cell, dice_.Chance(40) ? 0 : dice_.Number(-300, 300));
          break;
        case CellKind::kMoney:
          SetMoney(report_, cell, Amount(),
                   report_.edition() == v1::EDITION_2021 ? v1::Money::TEN_THOUSAND_YUAN
                                                         : v1::Money::YUAN);
          break;
        default:
          SetCell(report_, cell, Count(scale_ * 10, dice_));
      }
    }
  }

  std::string Amount() {
    if (dice_.Chance(30)) return "0";
    std::string whole = absl::StrCat(dice_.Number(0, dice_.Of({9, 9000, 60'000'000})));
    if (dice_.Chance(40)) return whole;
    return absl::StrCat(whole, ".", dice_.Number(1, dice_.Of({9, 99, 999'999})));
  }

  // The last cell is the sum of the others.
  void FillSummed(const RowInfo& row) {
    int64_t sum = 0;
    const int total = row.first_cell + row.cell_count - 1;
    for (int cell = row.first_cell; cell < total; ++cell) {
      const int64_t count = Count(scale_, dice_);
      SetCell(report_, cell, count);
      sum += count;
    }
    SetCell(report_, total, sum);
  }

  void FillTableThree() {
    std::array<int64_t, 7> outcomes = {};
    std::array<int64_t, 7> carried_in = {};
    std::array<int64_t, 7> carried_out = {};
    const auto draw = [&](std::array<int64_t, 7>& row) {
      row[6] = 0;
      for (size_t i = 0; i < 6; ++i) {
        // Applicants are natural persons, mostly.
        row[i] = i > 0 && dice_.Chance(50) ? 0 : Count(scale_, dice_);
        row[6] += row[i];
      }
    };
    const auto set = [&](const RowInfo& row, const std::array<int64_t, 7>& values) {
      for (int i = 0; i < 7; ++i) {
        SetCell(report_, row.first_cell + i, values[static_cast<size_t>(i)]);
      }
    };
    const RowInfo* received = nullptr;
    const RowInfo* total = nullptr;
    draw(carried_in);
    for (const RowInfo& row : TableRows()) {
      if (row.table != Table::kThree || !Has(row.first_cell)) continue;
      if (row.name == "received") {
        received = &row;
      } else if (row.name == "carried_in") {
        set(row, carried_in);
      } else if (row.name == "outcome_total") {
        total = &row;
      } else if (row.name == "carried_out") {
        // No more than there was.
        for (size_t i = 0; i < 7; ++i) {
          carried_out[i] = carried_in[i] > outcomes[i] ? carried_in[i] - outcomes[i] : 0;
        }
        carried_out[6] = 0;
        for (size_t i = 0; i < 6; ++i) carried_out[6] += carried_out[i];
        set(row, carried_out);
      } else {
        std::array<int64_t, 7> values = {};
        draw(values);
        for (size_t i = 0; i < 7; ++i) outcomes[i] += values[i];
        set(row, values);
      }
    }
    set(*total, outcomes);
    std::array<int64_t, 7> in = {};
    for (size_t i = 0; i < 7; ++i) in[i] = outcomes[i] + carried_out[i] - carried_in[i];
    set(*received, in);
  }

  void Spoil() {
    const std::vector<int>& cells = FormOf(report_.edition()).cells;
    const int cell = dice_.Of(cells);
    if (CellAt(cell).kind == CellKind::kMoney) return;
    SetCell(report_, cell, Count(scale_ + 1, dice_));
  }

  v1::AnnualReport& report_;
  Dice& dice_;
  const int64_t scale_;
};

void AddNotes(const SampleOptions& options, v1::AnnualReport& report, Dice& dice) {
  if (!options.notes && !options.blanks) return;
  if (!dice.Chance(30)) return;
  const std::vector<int>& cells = FormOf(report.edition()).cells;
  const absl::string_view mark = dice.Of<absl::string_view>({"/", "-", "无", "—", "不适用"});
  for (int64_t i = dice.Number(1, 12); i > 0; --i) {
    const int cell = dice.Of(cells);
    if (!options.blank_totals && CellAt(cell).column == "total") continue;
    ClearCell(report, cell);
    if (options.blanks && (!options.notes || dice.Chance(30))) continue;
    SetNote(report, cell, v1::CellNote::NOT_APPLICABLE).set_raw_text(std::string(mark));
  }
}

// Rows without figures, alone and in runs. Table four's rows have no labels of their own
// everywhere.
void AddBlankRows(v1::AnnualReport& report, Dice& dice) {
  if (!dice.Chance(25)) return;
  std::vector<const RowInfo*> rows;
  for (const RowInfo& row : TableRows()) {
    if (InEdition(row, report.edition()) && row.table != Table::kFour) rows.push_back(&row);
  }
  for (int64_t runs = dice.Number(1, 3); runs > 0; --runs) {
    const auto first = static_cast<size_t>(dice.Number(0, static_cast<int64_t>(rows.size()) - 1));
    const auto count = static_cast<size_t>(dice.Chance(60) ? 1 : dice.Number(2, 5));
    for (size_t i = first; i < std::min(rows.size(), first + count); ++i) {
      for (int cell = 0; cell < rows[i]->cell_count; ++cell) {
        ClearCell(report, rows[i]->first_cell + cell);
      }
      auto& notes = *report.mutable_cell_notes();
      notes.erase(std::remove_if(notes.begin(), notes.end(),
                                 [&](const v1::CellNote& note) {
                                   return note.table() == rows[i]->table_name &&
                                          note.row() == rows[i]->name;
                                 }),
                  notes.end());
    }
  }
}

std::string Sentence(int year, Dice& dice) {
  return absl::StrCat(
      dice.Of({"", "一年来，", "本年度，", "按照统一部署，"}),
      dice.Of({"我单位把公开贯穿工作全过程", "各科室按职责分工做好公开工作",
               "办公室牵头梳理公开目录", "对照条例逐项查漏补缺"}),
      "，",
      dice.Of<std::string>(
          {absl::StrCat(year, "年共公开各类信息", dice.Number(1, 5000), "条"),
           absl::StrCat("举办培训 ", dice.Number(1, 9), " 次，参加 ", dice.Number(10, 300),
                        " 人次"),
           absl::StrCat("答复率", dice.Number(90, 100), "%"),
           absl::StrCat("网站访问量", dice.Number(1, 90), ".", dice.Number(1, 9), "万次"),
           "回应群众关切", "没有发生泄密事件"}),
      "。");
}

std::string Paragraph(int year, Dice& dice) {
  std::string text;
  for (int64_t i = dice.Number(1, 4); i > 0; --i) text += Sentence(year, dice);
  return text;
}

void AddParts(Sample& sample, Dice& dice) {
  v1::AnnualReport& report = sample.report;
  v1::Part* const parts[] = {report.mutable_overview(), report.mutable_proactive_disclosure(),
                             report.mutable_requests(), report.mutable_review_and_litigation(),
                             report.mutable_problems(), report.mutable_other_matters()};
  const Form& form = FormOf(report.edition());
  const bool numerals = !dice.Chance(6);
  for (size_t i = 0; i < kPartCount; ++i) {
    std::string heading(form.parts[i].heading);
    // The numeral and its comma take three bytes each.
    if (!numerals) heading.erase(0, 6);
    parts[i]->set_heading(heading);
    const bool has_table = i >= 1 && i <= 3;
    std::vector<std::string>& paragraphs = sample.paragraphs[i];
    if (has_table) {
      if (dice.Chance(25)) paragraphs.push_back(Paragraph(report.year(), dice));
      sample.before_table[i] = paragraphs.size();
      if (dice.Chance(10)) paragraphs.push_back(Paragraph(report.year(), dice));
    } else if (i == 0 && dice.Chance(50)) {
      for (const char* topic :
           {"（一）主动公开情况。", "（二）依申请公开情况。", "（三）政府信息管理情况。"}) {
        paragraphs.push_back(absl::StrCat(topic, Paragraph(report.year(), dice)));
      }
    } else {
      for (int64_t j = dice.Number(1, 3); j > 0; --j) {
        paragraphs.push_back(Paragraph(report.year(), dice));
      }
    }
    if (i == 5 && report.edition() == v1::EDITION_2021) {
      paragraphs.push_back("本年度收取政府信息公开信息处理费0元。");
    }
    parts[i]->set_text(absl::StrJoin(paragraphs, "\n"));
  }
}

void AddPreamble(v1::AnnualReport& report, Dice& dice) {
  const int64_t telephone = dice.Number(2'000'000, 8'999'999);
  v1::Contact& contact = *report.mutable_contact();
  contact.set_telephone(absl::StrCat("05", dice.Number(10, 99), "-", telephone));
  contact.set_email(absl::StrCat("xxgk", dice.Number(1, 999), "@example.gov.cn"));
  contact.set_postal_code(absl::StrCat(dice.Number(210'000, 859'999)));
  report.set_preamble(absl::StrCat(
      "本报告依据《中华人民共和国政府信息公开条例》编制，所列数据的统计期限自", report.year(),
      "年1月1日起至", report.year(), "年12月31日止。如有疑问，请与", report.agency_name(),
      "办公室联系（地址：清河路", dice.Number(1, 300), "号，邮编：", contact.postal_code(),
      "，电话：", contact.telephone(), "，电子邮箱：", contact.email(), "）。"));
}

// In the orders of organ, year and words that organs print.
std::string TitleOf(const std::string& agency, int year, Dice& dice) {
  const char* const words = dice.Of({"政府信息公开工作年度报告", "政府信息公开年度报告"});
  switch (dice.Number(0, 5)) {
    case 0:
      return absl::StrCat(year, dice.Of({"年", "年度"}), agency, words);
    case 1:
      return absl::StrCat(agency, words, "（", year, "年度）");
    case 2:
      return absl::StrCat(agency, "关于", year, "年政府信息公开工作情况的报告");
    default:
      return absl::StrCat(agency, year, dice.Of({"年", "年度"}), words);
  }
}

}  // namespace

Sample MakeSample(const SampleOptions& options, Dice& dice) {
  Sample sample;
  v1::AnnualReport& report = sample.report;
  report.set_year(static_cast<int>(dice.Number(2019, 2025)));
  report.set_edition(EditionOfYear(report.year()));
  report.set_agency_name(AgencyName(dice));
  report.set_title(TitleOf(report.agency_name(), report.year(), dice));
  if (dice.Chance(70)) AddPreamble(report, dice);
  Filler(report, dice).Fill(options.errors);
  AddNotes(options, report, dice);
  if (options.blank_rows) AddBlankRows(report, dice);
  AddParts(sample, dice);
  if (dice.Chance(60)) {
    report.set_signatory(report.agency_name());
    google::type::Date& date = *report.mutable_signed_date();
    date.set_year(report.year() + 1);
    date.set_month(static_cast<int>(dice.Number(1, 3)));
    date.set_day(static_cast<int>(dice.Number(1, 28)));
  }
  return sample;
}

}  // namespace ogi::import_test
