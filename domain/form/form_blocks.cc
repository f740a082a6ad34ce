#include "domain/form/form_blocks.h"

namespace ogi {
namespace {

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

}  // namespace

const char* const kOutcomes = "三、本年度办理结果";

std::vector<BlockText> FormBlocks() {
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

}  // namespace ogi
