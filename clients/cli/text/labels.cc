#include "clients/cli/text/labels.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "domain/lifecycle/lifecycle.h"

namespace ogi::cli {

absl::string_view StateText(v1::State state, Language language) {
  if (language == Language::kChinese) return StateLabel(state);
  switch (state) {
    case v1::SUBMITTED:
      return "submitted";
    case v1::RETURNED:
      return "returned";
    case v1::ACCEPTED:
      return "accepted";
    case v1::PUBLISHED:
      return "published";
    case v1::SUPERSEDED:
      return "superseded";
    case v1::WITHDRAWN:
      return "withdrawn";
    case v1::RETRACTED:
      return "retracted";
    default:
      return "";
  }
}

absl::string_view OutcomeText(v1::Verdict::Outcome outcome, Language language) {
  switch (outcome) {
    case v1::Verdict::CLEAN:
      return Pick(language, "通过", "clean");
    case v1::Verdict::WARNED:
      return Pick(language, "有警告", "warned");
    case v1::Verdict::BLOCKED:
      return Pick(language, "有错误", "blocked");
    default:
      return "";
  }
}

absl::string_view SeverityText(v1::Severity severity, Language language) {
  switch (severity) {
    case v1::ERROR:
      return Pick(language, "错误", "error");
    case v1::WARNING:
      return Pick(language, "警告", "warning");
    case v1::INFO:
      return Pick(language, "提示", "info");
    default:
      return "";
  }
}

absl::string_view ResultText(v1::Finding::Result result, Language language) {
  switch (result) {
    case v1::Finding::FAIL:
      return Pick(language, "不符", "fails");
    case v1::Finding::UNCERTAIN:
      return Pick(language, "无法确定", "uncertain");
    case v1::Finding::NOT_ASSESSABLE:
      return Pick(language, "缺数无法核对", "not assessable");
    default:
      return "";
  }
}

absl::string_view ScopeText(v1::Scope scope, Language language) {
  switch (scope) {
    case v1::OWN:
      return Pick(language, "本级机关", "own");
    case v1::AGGREGATE:
      return Pick(language, "汇总", "aggregate");
    default:
      return "";
  }
}

absl::string_view EditionText(v1::Edition edition, Language language) {
  switch (edition) {
    case v1::EDITION_2019:
      return Pick(language, "2019 年格式", "2019 form");
    case v1::EDITION_2021:
      return Pick(language, "2021 年格式", "2021 form");
    default:
      return "";
  }
}

absl::string_view NoteText(v1::CellNote::Kind kind, Language language) {
  switch (kind) {
    case v1::CellNote::NOT_APPLICABLE:
      return Pick(language, "不适用", "not applicable");
    case v1::CellNote::AMBIGUOUS:
      return Pick(language, "有几种读法", "ambiguous");
    case v1::CellNote::NOT_A_NUMBER:
      return Pick(language, "不是数字", "not a number");
    case v1::CellNote::ROW_OF_ANOTHER_EDITION:
      return Pick(language, "其他格式的单元格", "cell of another form");
    default:
      return "";
  }
}

absl::string_view LevelText(v1::Agency::Level level, Language language) {
  switch (level) {
    case v1::Agency::CENTRAL:
      return Pick(language, "中央", "central");
    case v1::Agency::PROVINCE:
      return Pick(language, "省级", "province");
    case v1::Agency::PREFECTURE:
      return Pick(language, "市级", "prefecture");
    case v1::Agency::COUNTY:
      return Pick(language, "县级", "county");
    case v1::Agency::TOWNSHIP:
      return Pick(language, "乡级", "township");
    case v1::Agency::DEPARTMENT:
      return Pick(language, "部门", "department");
    default:
      return "";
  }
}

std::optional<v1::State> ParseState(absl::string_view text) {
  v1::State state;
  if (v1::State_Parse(absl::AsciiStrToUpper(text), &state) && state != v1::STATE_UNSPECIFIED) {
    return state;
  }
  for (int i = 1; i < v1::State_ARRAYSIZE; ++i) {
    if (text == StateLabel(static_cast<v1::State>(i))) return static_cast<v1::State>(i);
  }
  return std::nullopt;
}

std::optional<v1::Agency::Level> ParseLevel(absl::string_view text) {
  v1::Agency::Level level;
  if (v1::Agency::Level_Parse(absl::AsciiStrToUpper(text), &level) &&
      level != v1::Agency::LEVEL_UNSPECIFIED) {
    return level;
  }
  for (int i = 1; i < v1::Agency::Level_ARRAYSIZE; ++i) {
    level = static_cast<v1::Agency::Level>(i);
    if (text == LevelText(level, Language::kChinese)) return level;
  }
  return std::nullopt;
}

std::string ChinaTimeText(const google::protobuf::Timestamp& time) {
  if (time.seconds() == 0 && time.nanos() == 0) return "";
  return absl::FormatTime("%Y-%m-%d %H:%M:%E3S",
                          absl::FromUnixSeconds(time.seconds()) + absl::Nanoseconds(time.nanos()),
                          absl::FixedTimeZone(8 * 60 * 60));
}

}  // namespace ogi::cli
