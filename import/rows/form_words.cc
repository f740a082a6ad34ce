#include "import/rows/form_words.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>

#include "domain/form/printed_form.h"
#include "import/text/folded_document.h"

namespace ogi::reading {
namespace {

// One a table: a list that lacks one does not compile.
template <typename T>
T OfTable(Table table, const T (&each)[kTables.size()]) {
  return each[static_cast<size_t>(table)];
}

// All glyphs of the headings of some tables in both editions, and `more`.
std::set<char32_t> GlyphsOfHeadings(const std::vector<Table>& tables, std::u32string_view more) {
  std::set<char32_t> glyphs(more.begin(), more.end());
  const auto add = [&glyphs](absl::string_view text) {
    for (const char32_t code : FoldText(text)) glyphs.insert(code);
  };
  for (const v1::Edition edition : {v1::EDITION_2019, v1::EDITION_2021}) {
    for (const Table table : tables) {
      for (const FormBlock& block : FormOf(edition).tables[static_cast<size_t>(table)].blocks) {
        add(block.caption);
        add(block.corner);
        add(block.columns_caption);
        for (const FormColumn& column : block.columns) {
          add(column.group);
          add(column.label);
        }
      }
    }
  }
  return glyphs;
}

}  // namespace

const std::vector<ColumnWord>& ColumnWordsOf(Table table) {
  using Where = ColumnWord::Where;
  constexpr Where kAny = Where::kAnywhere;
  static const auto* const two =
      new std::vector<ColumnWord>{{U"制发", "made", kAny, 2021},
                                  {U"废止", "repealed", kAny, 2021},
                                  {U"现行", "in_force", kAny, 2021},
                                  {U"新制", "made", kAny, 2019},
                                  {U"新公", "newly_disclosed", kAny, 2019},
                                  {U"对外公", "total_disclosed", kAny, 2019},
                                  {U"上一年", "items_last_year", kAny, 2019},
                                  {U"增减", "change", kAny, 2019},
                                  {U"处理决", "decisions"},
                                  {U"收费金", "amount", kAny, 2021},
                                  {U"采购项", "count", kAny, 2019},
                                  {U"采购总", "amount", kAny, 2019}};
  static const auto* const three =
      new std::vector<ColumnWord>{{U"自然人", "natural_person"},
                                  {U"公民", "natural_person", Where::kWholeCell},
                                  {U"个人", "natural_person", Where::kWholeCell},
                                  {U"商业", "commercial_enterprise"},
                                  {U"企业", "commercial_enterprise", Where::kWholeCell},
                                  {U"科研", "research_institution"},
                                  {U"公益", "social_organisation"},
                                  {U"法律服", "legal_service"},
                                  {U"法律", "legal_service", Where::kCell},
                                  {U"其他", "other", Where::kWholeCell},
                                  {U"其它", "other", Where::kWholeCell},
                                  {U"其他组织", "other", Where::kWholeCell},
                                  {U"总计", "total", Where::kLine},
                                  {U"合计", "total", Where::kLine},
                                  {U"总计", "total", Where::kWholeCell},
                                  {U"合计", "total", Where::kWholeCell},
                                  {U"总数", "total", Where::kWholeCell},
                                  {U"共计", "total", Where::kWholeCell},
                                  {U"法人", kOrganisations, Where::kLine}};
  static const auto* const four = new std::vector<ColumnWord>{
      {U"维持", "upheld", Where::kCell},  {U"纠正", "corrected", Where::kCell},
      {U"审结", "pending", Where::kCell}, {U"尚未", "pending", Where::kCell},
      {U"其他", "other", Where::kCell},   {U"其它", "other", Where::kCell},
      {U"总计", "total", Where::kCell},   {U"合计", "total", Where::kCell},
      {U"维", "upheld", Where::kLine},    {U"纠", "corrected", Where::kLine},
      {U"直", kDirect, Where::kLine},     {U"后", kAfterReview, Where::kLine}};
  return *OfTable(table, {two, three, four});
}

bool NamesColumn(Table table, std::u32string_view letters) {
  const std::vector<ColumnWord>& words = ColumnWordsOf(table);
  return std::any_of(words.begin(), words.end(), [letters](const ColumnWord& word) {
    const bool within =
        word.where == ColumnWord::Where::kAnywhere || word.where == ColumnWord::Where::kCell;
    return within && Holds(letters, word.word);
  });
}

int PlaceOf(Table table, absl::string_view column) {
  const std::vector<FormColumn>& columns =
      FormOf(v1::EDITION_2021).tables[static_cast<size_t>(table)].blocks[0].columns;
  for (size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].name == column) return static_cast<int>(i);
  }
  return -1;
}

int RowOfTableFour(std::u32string_view letters) {
  if (Holds(letters, U"复议后")) return 2;
  if (Holds(letters, U"未经") || Holds(letters, U"直接")) return 1;
  if (letters == U"复议" || (Holds(letters, U"行政复议") && !Holds(letters, U"诉讼"))) return 0;
  return -1;
}

const TableSearch& TableSearchOf(Table table) {
  static const auto* const two = new TableSearch{{{U"第二十条第", true}, {U"信息内容", true},
                                                  {U"制发件数", true},   {U"废止件数", true},
                                                  {U"现行有效件", true}, {U"新制作数", true},
                                                  {U"新公开数", true},   {U"公开总数", true},
                                                  {U"上一年项目", true}, {U"处理决定数", true},
                                                  {U"收费金额", true},   {U"采购总金", true},
                                                  {U"采购项目数", true}, {U"规章"},
                                                  {U"规范性文件"},       {U"行政许可"},
                                                  {U"对外管理服务"},     {U"行政处罚"},
                                                  {U"行政强制"},         {U"事业性收费"},
                                                  {U"集中采购"}},
                                                 300,
                                                 0,
                                                 160,
                                                 4,
                                                 /*from_heading=*/true,
                                                 /*labelled_rows=*/true,
                                                 /*few_columns=*/true};
  static const auto* const three = new TableSearch{
      {{U"本年新收"},   {U"上年结转"},   {U"予以公开"},     {U"部分公开"},   {U"国家秘密"},
       {U"法律行政"},   {U"安全一稳定"}, {U"第三方合法"},   {U"内部事务"},   {U"过程性信息"},
       {U"执法案卷"},   {U"行政查询"},   {U"不掌握相关"},   {U"没有现成"},   {U"补正后申请"},
       {U"信访举报"},   {U"重复申请"},   {U"公开出版物"},   {U"大量反复"},   {U"重新出具"},
       {U"逾期不补正"}, {U"收费通知"},   {U"结转下年度"},   {U"其他处理"},   {U"不予处理"},
       {U"无法提供"},   {U"新收政府"},   {U"行政机关确认"}, {U"下年度继续"}, {U"无正当理由"}},
      800,
      400,
      400,
      6,
      /*from_heading=*/false,
      /*labelled_rows=*/true,
      /*few_columns=*/false};
  static const auto* const four = new TableSearch{{{U"直接起诉"},
                                                   {U"复议后起诉"},
                                                   {U"维持"},
                                                   {U"纠正"},
                                                   {U"其他结果"},
                                                   {U"审结"},
                                                   {U"行政诉讼"},
                                                   {U"行政复议"}},
                                                  300,
                                                  60,
                                                  500,
                                                  4,
                                                  /*from_heading=*/false,
                                                  /*labelled_rows=*/false,
                                                  /*few_columns=*/false};
  return *OfTable(table, {two, three, four});
}

const std::vector<std::u32string_view>& HeadingEnds() {
  static const auto* const words = new std::vector<std::u32string_view>{
      U"信息内容", U"本年制发件数", U"本年废止件数",   U"现行有效件数",   U"处理决定数量",
      U"单位万元", U"单位元",       U"本年新制作数量", U"本年新公开数量", U"对外公开总数量",
      U"本年增减", U"采购总金额",   U"采购项目数量",   U"申请人情况",     U"自然人",
      U"商业企业", U"科研机构",     U"法律服务机构",   U"项之和",         U"公益组织"};
  return *words;
}

const std::vector<std::u32string_view>& HeadingBegins() {
  static const auto* const words = new std::vector<std::u32string_view>{
      U"第二十条", U"信息内容", U"本列数据", U"勾稽关系", U"申请人情况",
      U"自然人",   U"行政复议", U"结果维持", U"结果"};
  return *words;
}

bool IsHeadingGlyph(char32_t code) {
  // With labels of the first rows, which may stand on the line of the headings.
  static const auto* const glyphs = new std::set<char32_t>(GlyphsOfHeadings(
      {kTables.begin(), kTables.end()},
      U"行政复议诉讼未经直接起后它合目府规章范性文强许可罚管理事收(),、:;/.一五六八九"));
  return glyphs->count(code) > 0;
}

bool IsHeadingGlyphOfTableFour(char32_t code) {
  static const auto* const glyphs = new std::set<char32_t>(
      GlyphsOfHeadings({Table::kFour}, U"行政复议诉讼未经直接起后它合(),、:."));
  return glyphs->count(code) > 0;
}

const std::vector<OtherLabel>& OtherLabels() {
  static const auto* const labels = new std::vector<OtherLabel>{
      {"regulation", "行政规章"},
      {"regulation", "政府规章"},
      {"licence", "行政许可事项"},
      {"fee", "行政事业性收费项目"},
      {"partly_granted", "（二）部分公开"},
      {"partly_granted", "（二）部分公开（区分处理的）"},
      {"other.correction_overdue", "1.申请人无正当理由逾期不补正"},
      {"other.fee_overdue", "2.申请人逾期未按收费通知要求缴纳费用"},
      {"outcome_total", "（七）合计"},
      {"refused.three_securities_one_stability", "3.危及三安全一稳定的"},
      {"not_processed.publication", "3.要求提供公共出版物"},
      {"not_processed.confirm_or_reissue", "5.要求行政机关确认或重新出具"},
      {"received", "一、本年新收"},
      {"carried_in", "二、上年结转"}};
  return *labels;
}

const std::vector<absl::string_view>& OtherPartHeadings(int part) {
  static const auto* const headings = new std::array<std::vector<absl::string_view>, kPartCount>{
      {{"总体工作情况", "总体开展情况", "基本情况", "概述", "政府信息公开工作总体情况"},
       {"主动公开情况", "主动公开政府信息的情况"},
       {"收到和处理政府信息公开申请的情况"},
       {"因政府信息公开工作被申请行政复议提起行政诉讼情况",
        "因政府信息公开申请行政复议提起行政诉讼的情况", "行政复议行政诉讼情况"},
       {"存在的主要问题及改进措施", "存在的问题及改进措施",
        "政府信息公开工作存在的主要问题及改进情况"},
       {"其他需要报告事项", "其他报告事项", "需要报告的其他事项"}}};
  return (*headings)[static_cast<size_t>(part)];
}

}  // namespace ogi::reading
