// Any text as a report's: read for numbers and judged by every rule on texts. The input is
// repeated, so that whatever takes more than its share of time takes very long.
#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/field_violations.h"
#include "common/limits.h"
#include "domain/calendar/china_time.h"
#include "domain/form/check.h"
#include "domain/rules/rule_book.h"
#include "domain/rules/verdict.h"
#include "domain/testing/reports.h"
#include "tests/fuzz/expect.h"

namespace ogi {
namespace {

// What such texts are made of.
constexpr absl::string_view kPhrases[] = {
    "本年度",
    "上年",
    "全年",
    "2023年",
    "1月1日",
    "共",
    "其中",
    "收到",
    "受理",
    "办结",
    "答复",
    "政府信息公开申请",
    "行政复议",
    "行政诉讼",
    "规范性文件",
    "行政许可",
    "行政处罚",
    "主动公开",
    "结转",
    "予以公开",
    "不予公开",
    "无法提供",
    "维持",
    "纠正",
    "尚未审结",
    "均",
    "全部",
    "未",
    "没有",
    "无",
    "为零",
    "收取",
    "信息处理费",
    "增长",
    "下降",
    "占",
    "办结率",
    "100%",
    "12.5%",
    "百分之五",
    "0",
    "1",
    "3",
    "12",
    "81",
    "1,024",
    "１２",
    "十",
    "百",
    "三十二",
    "两千零五",
    "一百二十三",
    "万",
    "亿",
    "1.5万",
    "约",
    "余",
    "多",
    "件",
    "条",
    "份",
    "次",
    "人",
    "元",
    "万元",
    "个",
    "%",
    "+",
    "=",
    "-",
    ".",
    "，",
    "。",
    "；",
    "、",
    "：",
    "（",
    "）",
    "《",
    "》",
    "“",
    "”",
    "\n",
    " ",
    "第一",
    "5.",
    "http://",
    "@",
    "0898-12345678",
    "〔2023〕5号",
    "问题",
    "改进",
    "存在",
    "不足",
    "一是",
    "二是",
};

std::string PhrasesOf(const uint8_t* data, size_t size) {
  std::string text;
  for (size_t i = 0; i < size; ++i) {
    absl::StrAppend(&text, kPhrases[data[i] % std::size(kPhrases)]);
  }
  return text;
}

void Judge(const std::string& text) {
  v1::AnnualReport report = CleanReport(v1::EDITION_2021);
  report.set_preamble(text);
  for (v1::Part* part :
       {report.mutable_overview(), report.mutable_problems(), report.mutable_other_matters()}) {
    part->set_text(text);
  }
  FieldViolations violations;
  const CivilDay today(2026, 1, 31);
  CheckReport(report, today, "report", &violations);
  if (!violations.empty()) return;
  const v1::Verdict verdict = JudgeByItself(report, StartOfChinaDay(today));
  Expect(verdict.ByteSizeLong() <= limits::kMaxVerdictBytes, "a verdict has a bound");
  for (const v1::Finding& finding : verdict.findings()) {
    ExpectReadable(finding.message());
    ExpectReadable(finding.message_en());
    for (const v1::TextSpan& span : finding.spans()) {
      Expect(span.begin() < span.end(), "a span has characters");
      ExpectReadable(span.quote());
    }
  }
}

}  // namespace
}  // namespace ogi

// A dozen times a long report: what is not linear shows, and runs stay short.
constexpr size_t kMostBytes = size_t{16} << 10;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  // Most inputs are short, so that many are tried.
  const size_t repeats = data[0] % 16 == 0 ? size_t{1} << (data[0] / 16) : 1;
  const std::string once = data[1] % 2 == 0
                               ? ogi::PhrasesOf(data + 2, size - 2)
                               : std::string(reinterpret_cast<const char*>(data) + 2, size - 2);
  std::string text;
  for (size_t i = 0; i < repeats && text.size() + once.size() < kMostBytes; ++i) {
    text += once;
  }
  ogi::Judge(text);
  return 0;
}
