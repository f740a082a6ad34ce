#include "domain/form/printed_form.h"

#include <cstddef>
#include <utility>

#include "domain/form/form_blocks.h"

namespace ogi {
namespace {

constexpr std::array<FormPart, kPartCount> kParts = {{
    {"overview", "一、总体情况"},
    {"proactive_disclosure", "二、主动公开政府信息情况"},
    {"requests", "三、收到和处理政府信息公开申请情况"},
    {"review_and_litigation", "四、政府信息公开行政复议、行政诉讼情况"},
    {"problems", "五、存在的主要问题及改进情况"},
    {"other_matters", "六、其他需要报告的事项"},
}};

const char* LabelIn(v1::Edition edition, const char* label_2019, const char* label_2021) {
  return edition == v1::EDITION_2019 ? label_2019 : Label2021(label_2019, label_2021);
}

std::vector<FormColumn> ColumnsIn(v1::Edition edition, const BlockText& text) {
  std::vector<FormColumn> columns;
  for (const ColumnText& column : text.columns) {
    const char* label = LabelIn(edition, column.label_2019, column.label_2021);
    if (Given(label)) columns.push_back({column.name, column.group, label});
  }
  return columns;
}

// `cell` is the number of the row's first cell.
FormRow RowIn(v1::Edition edition, const RowText& text, int cell, size_t cell_count) {
  FormRow row = {
      text.name, text.group, text.subgroup, LabelIn(edition, text.label_2019, text.label_2021), {}};
  for (const int end = cell + static_cast<int>(cell_count); cell < end; ++cell) {
    if (InEdition(CellAt(cell), edition)) row.cells.push_back(cell);
  }
  return row;
}

Form BuildForm(v1::Edition edition) {
  Form form;
  form.edition = edition;
  form.legal_basis =
      edition == v1::EDITION_2019 ? "国办公开办函〔2019〕60号" : "国办公开办函〔2021〕30号";
  form.parts = kParts;
  form.tables[0] = {Table::kTwo, kParts[1].heading, {}};
  form.tables[1] = {Table::kThree, kParts[2].heading, {}};
  form.tables[2] = {Table::kFour, kParts[3].heading, {}};

  int cell = 0;
  for (const BlockText& text : FormBlocks()) {
    FormBlock block = {
        text.caption, text.corner, text.columns_caption, ColumnsIn(edition, text), {}};
    for (const RowText& row_text : text.rows) {
      FormRow row = RowIn(edition, row_text, cell, text.columns.size());
      cell += static_cast<int>(text.columns.size());
      if (row.cells.empty()) continue;
      form.cells.insert(form.cells.end(), row.cells.begin(), row.cells.end());
      block.rows.push_back(std::move(row));
    }
    if (block.rows.empty()) continue;
    form.tables[static_cast<size_t>(text.table)].blocks.push_back(std::move(block));
  }
  return form;
}

}  // namespace

const Form& FormOf(v1::Edition edition) {
  static const Form* const form_2019 = new Form(BuildForm(v1::EDITION_2019));
  static const Form* const form_2021 = new Form(BuildForm(v1::EDITION_2021));
  return edition == v1::EDITION_2019 ? *form_2019 : *form_2021;
}

v1::Edition EditionOfYear(int year) {
  if (year < 2019) return v1::EDITION_UNSPECIFIED;
  return year <= 2020 ? v1::EDITION_2019 : v1::EDITION_2021;
}

const v1::Part& PartOf(const v1::AnnualReport& report, int index) {
  switch (index) {
    case 0:
      return report.overview();
    case 1:
      return report.proactive_disclosure();
    case 2:
      return report.requests();
    case 3:
      return report.review_and_litigation();
    case 4:
      return report.problems();
    default:
      return report.other_matters();
  }
}

}  // namespace ogi
