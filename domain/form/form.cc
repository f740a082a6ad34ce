#include "domain/form/form.h"

#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"

namespace ogi {
namespace {

// The forms as they are printed. Where a 2021 label is null, the row or column keeps its 2019 one;
// where a label is empty, that edition lacks it.
struct ColumnText {
  const char* name;
  const char* label_2019;
  const char* label_2021;
  CellKind kind = CellKind::kCount;
  const char* group = "";
};

struct RowText {
  const char* name;
  const char* field;
  const char* label_2019;
  const char* label_2021;
  const char* subgroup = "";
  const char* group = "";
};

struct BlockText {
  Table table;
  const char* caption;
  const char* corner;
  const char* columns_caption;
  std::vector<ColumnText> columns;
  std::vector<RowText> rows;
};

constexpr const char* kSame = nullptr;
constexpr const char* kOutcomes = "三、本年度办理结果";
constexpr const char* kRefused = "（三）不予公开";
constexpr const char* kUnable = "（四）无法提供";
constexpr const char* kNotProcessed = "（五）不予处理";
constexpr const char* kOtherHandling = "（六）其他处理";
constexpr const char* kOrganisations = "法人或其他组织";

std::vector<ColumnText> ItemColumns() {
  return {{"items_last_year", "上一年项目数量", ""},
          {"change", "本年增/减", "", CellKind::kSignedCount},
          {"decisions", "处理决定数量", "本年处理决定数量"}};
}

std::vector<BlockText> BlockTexts() {
  return {
      {Table::kTwo,
       "第二十条第（一）项",
       "信息内容",
       "",
       {{"made", "本年新制作数量", "本年制发件数"},
        {"newly_disclosed", "本年新公开数量", ""},
        {"total_disclosed", "对外公开总数量", ""},
        {"repealed", "", "本年废止件数"},
        {"in_force", "", "现行有效件数"}},
       {{"regulation", "regulation", "规章", kSame},
        {"normative_document", "normative_document", "规范性文件", "行政规范性文件"}}},
      {Table::kTwo,
       "第二十条第（五）项",
       "信息内容",
       "",
       ItemColumns(),
       {{"licence", "licence", "行政许可", kSame},
        {"other_service", "other_service", "其他对外管理服务事项", ""}}},
      {Table::kTwo,
       "第二十条第（六）项",
       "信息内容",
       "",
       ItemColumns(),
       {{"penalty", "penalty", "行政处罚", kSame}, {"coercion", "coercion", "行政强制", kSame}}},
      {Table::kTwo,
       "第二十条第（八）项",
       "信息内容",
       "",
       {{"items_last_year", "上一年项目数量", ""},
        {"change", "本年增/减", "", CellKind::kSignedCount},
        {"amount", "", "本年收费金额（单位：万元）", CellKind::kMoney}},
       {{"fee", "fee", "行政事业性收费", kSame}}},
      {Table::kTwo,
       "第二十条第（九）项",
       "信息内容",
       "",
       {{"count", "采购项目数量", ""}, {"amount", "采购总金额", "", CellKind::kMoney}},
       {{"procurement", "procurement", "政府集中采购", ""}}},
      {Table::kThree,
       "",
       "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
       "申请人情况",
       {{"natural_person", "自然人", kSame},
        {"commercial_enterprise", "商业企业", kSame, CellKind::kCount, kOrganisations},
        {"research_institution", "科研机构", kSame, CellKind::kCount, kOrganisations},
        {"social_organisation", "社会公益组织", kSame, CellKind::kCount, kOrganisations},
        {"legal_service", "法律服务机构", kSame, CellKind::kCount, kOrganisations},
        {"other", "其他", kSame, CellKind::kCount, kOrganisations},
        {"total", "总计", kSame}},
       {{"received", "received", "一、本年新收政府信息公开申请数量", kSame},
        {"carried_in", "carried_in", "二、上年结转政府信息公开申请数量", kSame},
        {"granted", "granted", "（一）予以公开", kSame, "", kOutcomes},
        {"partly_granted", "partly_granted",
         "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", kSame, "", kOutcomes},
        {"refused.state_secret", kSame, "1.属于国家秘密", kSame, kRefused, kOutcomes},
        {"refused.other_law", kSame, "2.其他法律行政法规禁止公开", kSame, kRefused, kOutcomes},
        {"refused.three_securities_one_stability", kSame, "3.危及“三安全一稳定”", kSame, kRefused,
         kOutcomes},
        {"refused.third_party_rights", kSame, "4.保护第三方合法权益", kSame, kRefused, kOutcomes},
        {"refused.internal_affairs", kSame, "5.属于三类内部事务信息", kSame, kRefused, kOutcomes},
        {"refused.process_information", kSame, "6.属于四类过程性信息", kSame, kRefused, kOutcomes},
        {"refused.enforcement_file", kSame, "7.属于行政执法案卷", kSame, kRefused, kOutcomes},
        {"refused.administrative_inquiry", kSame, "8.属于行政查询事项", kSame, kRefused, kOutcomes},
        {"unable.not_held", kSame, "1.本机关不掌握相关政府信息", kSame, kUnable, kOutcomes},
        {"unable.needs_making", kSame, "2.没有现成信息需要另行制作", kSame, kUnable, kOutcomes},
        {"unable.still_unclear_after_correction", kSame, "3.补正后申请内容仍不明确", kSame, kUnable,
         kOutcomes},
        {"not_processed.petition_complaint", kSame, "1.信访举报投诉类申请", kSame, kNotProcessed,
         kOutcomes},
        {"not_processed.repeated", kSame, "2.重复申请", kSame, kNotProcessed, kOutcomes},
        {"not_processed.publication", kSame, "3.要求提供公开出版物", kSame, kNotProcessed,
         kOutcomes},
        {"not_processed.excessive", kSame, "4.无正当理由大量反复申请", kSame, kNotProcessed,
         kOutcomes},
        {"not_processed.confirm_or_reissue", kSame, "5.要求行政机关确认或重新出具已获取信息", kSame,
         kNotProcessed, kOutcomes},
        {"other", "other.undivided", kOtherHandling, "", "", kOutcomes},
        {"other.correction_overdue", kSame, "",
         "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", kOtherHandling,
         kOutcomes},
        {"other.fee_overdue", kSame, "",
         "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", kOtherHandling,
         kOutcomes},
        {"other.other", kSame, "", "3.其他", kOtherHandling, kOutcomes},
        {"outcome_total", "outcome_total", "（七）总计", kSame, "", kOutcomes},
        {"carried_out", "carried_out", "四、结转下年度继续办理", kSame}}},
      {Table::kFour,
       "",
       "",
       "",
       {{"upheld", "结果维持", kSame},
        {"corrected", "结果纠正", kSame},
        {"other", "其他结果", kSame},
        {"pending", "尚未审结", kSame},
        {"total", "总计", kSame}},
       {{"review", kSame, "行政复议", kSame},
        {"suit_direct", kSame, "未经复议直接起诉", kSame, "", "行政诉讼"},
        {"suit_after_review", kSame, "复议后起诉", kSame, "", "行政诉讼"}}},
  };
}

constexpr std::array<FormPart, kPartCount> kParts = {{
    {"overview", "一、总体情况"},
    {"proactive_disclosure", "二、主动公开政府信息情况"},
    {"requests", "三、收到和处理政府信息公开申请情况"},
    {"review_and_litigation", "四、政府信息公开行政复议、行政诉讼情况"},
    {"problems", "五、存在的主要问题及改进情况"},
    {"other_matters", "六、其他需要报告的事项"},
}};

absl::string_view TableName(Table table) {
  switch (table) {
    case Table::kTwo:
      return "table_two";
    case Table::kThree:
      return "table_three";
    case Table::kFour:
      return "table_four";
  }
  return "";
}

// Of a label pair: that of 2021, which may be kept from 2019.
const char* Label2021(const char* label_2019, const char* label_2021) {
  return label_2021 == kSame ? label_2019 : label_2021;
}

bool Given(const char* label) { return *label != '\0'; }

// The group is the clerk's bearing, but for 三、本年度办理结果, which every row below it has.
std::string FullRowLabel(const RowText& row, absl::string_view label) {
  const absl::string_view group = row.group == kOutcomes ? row.subgroup : row.group;
  return group.empty() ? std::string(label) : absl::StrCat(group, " ", label);
}

std::string FullColumnLabel(const ColumnText& column, absl::string_view label) {
  return *column.group == '\0' ? std::string(label) : absl::StrCat(column.group, " ", label);
}

using CellName = std::pair<absl::string_view, std::pair<absl::string_view, absl::string_view>>;

struct EditionLabels {
  std::string row;
  std::string cell;
};

struct Catalogue {
  std::array<CellInfo, kCellCount> cells;
  std::array<RowInfo, kTableRowCount> rows;
  std::array<std::string, kCellCount> fields;
  std::array<EditionLabels, kCellCount> labels_2019;
  std::array<EditionLabels, kCellCount> labels_2021;
  absl::flat_hash_map<CellName, int> by_name;
  Form form_2019;
  Form form_2021;

  Catalogue();

 private:
  void AddCell(const BlockText& block, const RowText& row, const ColumnText& column, int index);
  void FillForm(const std::vector<BlockText>& blocks, v1::Edition edition, Form& form) const;
};

Catalogue::Catalogue() {
  const std::vector<BlockText> blocks = BlockTexts();
  int next_cell = 0;
  size_t next_row = 0;
  for (const BlockText& block : blocks) {
    for (const RowText& row : block.rows) {
      RowInfo info = {block.table, TableName(block.table), row.name, next_cell, 0, false, false};
      for (const ColumnText& column : block.columns) {
        AddCell(block, row, column, next_cell);
        const CellInfo& cell = cells[static_cast<size_t>(next_cell)];
        info.in_2019 |= cell.in_2019;
        info.in_2021 |= cell.in_2021;
        ++info.cell_count;
        ++next_cell;
      }
      rows[next_row++] = info;
    }
  }
  FillForm(blocks, v1::EDITION_2019, form_2019);
  FillForm(blocks, v1::EDITION_2021, form_2021);
}

void Catalogue::AddCell(const BlockText& block, const RowText& row, const ColumnText& column,
                        int index) {
  const char* row_2021 = Label2021(row.label_2019, row.label_2021);
  const char* column_2021 = Label2021(column.label_2019, column.label_2021);
  const bool in_2019 = Given(row.label_2019) && Given(column.label_2019);
  const bool in_2021 = Given(row_2021) && Given(column_2021);
  const size_t at = static_cast<size_t>(index);

  const absl::string_view table_name = TableName(block.table);
  fields[at] =
      absl::StrCat(table_name, ".", row.field == kSame ? row.name : row.field, ".", column.name);
  cells[at] = {index,
               block.table,
               table_name,
               row.name,
               column.name,
               fields[at],
               in_2021 ? row_2021 : row.label_2019,
               in_2021 ? column_2021 : column.label_2019,
               column.kind,
               in_2019,
               in_2021};
  by_name[{table_name, {row.name, column.name}}] = index;

  const auto labels = [&](const char* row_label, const char* column_label) -> EditionLabels {
    const std::string full_row = FullRowLabel(row, row_label);
    return {full_row, absl::StrCat(full_row, "｜", FullColumnLabel(column, column_label))};
  };
  // Row and column may each be in one edition only; each label falls back by itself.
  const auto label = [](const char* first, const char* second) {
    return Given(first) ? first : second;
  };
  labels_2019[at] = labels(label(row.label_2019, row_2021), label(column.label_2019, column_2021));
  labels_2021[at] = labels(label(row_2021, row.label_2019), label(column_2021, column.label_2019));
}

void Catalogue::FillForm(const std::vector<BlockText>& blocks, v1::Edition edition,
                         Form& form) const {
  const bool is_2019 = edition == v1::EDITION_2019;
  const auto label = [is_2019](const char* label_2019, const char* label_2021) {
    return is_2019 ? label_2019 : Label2021(label_2019, label_2021);
  };
  form.edition = edition;
  form.legal_basis = is_2019 ? "国办公开办函〔2019〕60号" : "国办公开办函〔2021〕30号";
  form.parts = kParts;
  form.tables[0] = {Table::kTwo, kParts[1].heading, {}};
  form.tables[1] = {Table::kThree, kParts[2].heading, {}};
  form.tables[2] = {Table::kFour, kParts[3].heading, {}};

  int cell = 0;
  for (const BlockText& text : blocks) {
    FormBlock block = {text.caption, text.corner, text.columns_caption, {}, {}};
    for (const ColumnText& column : text.columns) {
      const char* column_label = label(column.label_2019, column.label_2021);
      if (Given(column_label)) block.columns.push_back({column.name, column.group, column_label});
    }
    for (const RowText& row_text : text.rows) {
      FormRow row = {row_text.name,
                     row_text.group,
                     row_text.subgroup,
                     label(row_text.label_2019, row_text.label_2021),
                     {}};
      for (size_t i = 0; i < text.columns.size(); ++i, ++cell) {
        if (InEdition(cells[static_cast<size_t>(cell)], edition)) row.cells.push_back(cell);
      }
      if (row.cells.empty()) continue;
      form.cells.insert(form.cells.end(), row.cells.begin(), row.cells.end());
      block.rows.push_back(std::move(row));
    }
    if (!block.rows.empty()) {
      form.tables[static_cast<size_t>(text.table)].blocks.push_back(std::move(block));
    }
  }
}

const Catalogue& TheCatalogue() {
  static const Catalogue* const catalogue = new Catalogue();
  return *catalogue;
}

const EditionLabels& LabelsOf(const CellInfo& cell, v1::Edition edition) {
  const Catalogue& catalogue = TheCatalogue();
  const size_t at = static_cast<size_t>(cell.index);
  return edition == v1::EDITION_2019 ? catalogue.labels_2019[at] : catalogue.labels_2021[at];
}

}  // namespace

const std::array<CellInfo, kCellCount>& Cells() { return TheCatalogue().cells; }

const std::array<RowInfo, kTableRowCount>& TableRows() { return TheCatalogue().rows; }

const CellInfo* FindCell(absl::string_view table, absl::string_view row, absl::string_view column) {
  const Catalogue& catalogue = TheCatalogue();
  const auto found = catalogue.by_name.find({table, {row, column}});
  if (found == catalogue.by_name.end()) return nullptr;
  return &catalogue.cells[static_cast<size_t>(found->second)];
}

bool InEdition(const CellInfo& cell, v1::Edition edition) {
  return edition == v1::EDITION_2019   ? cell.in_2019
         : edition == v1::EDITION_2021 ? cell.in_2021
                                       : false;
}

absl::string_view CellLabel(const CellInfo& cell, v1::Edition edition) {
  return LabelsOf(cell, edition).cell;
}

absl::string_view RowLabel(const CellInfo& cell, v1::Edition edition) {
  return LabelsOf(cell, edition).row;
}

absl::string_view ListingColumn(const CellInfo& cell) {
  return cell.kind == CellKind::kMoney ? "amount_yuan" : cell.column;
}

absl::string_view TableLabel(Table table) {
  switch (table) {
    case Table::kTwo:
      return "表二";
    case Table::kThree:
      return "表三";
    case Table::kFour:
      return "表四";
  }
  return "";
}

const Form& FormOf(v1::Edition edition) {
  const Catalogue& catalogue = TheCatalogue();
  return edition == v1::EDITION_2019 ? catalogue.form_2019 : catalogue.form_2021;
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
