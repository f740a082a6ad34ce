#include "clients/cli/input/parse_json.h"

#include <google/protobuf/util/json_util.h>

#include <regex>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/input/json_scanner.h"
#include "clients/cli/text/text_width.h"
#include "common/encoding.h"

namespace ogi::cli {
namespace {

using google::protobuf::Message;
namespace json = google::protobuf::util;

absl::Status Located(absl::string_view source, TextPlace place, absl::string_view chinese,
                     absl::string_view english) {
  return InputError(
      absl::StrCat(source, " 第 ", place.line, " 行第 ", place.column, " 列：", chinese, "。"),
      absl::StrCat(source, ", line ", place.line, ", column ", place.column, ": ", english, "."));
}

// What protobuf complains of, as a path and words of ours.
struct Complaint {
  std::string path;
  std::string chinese;
  std::string english;
};

struct TypeWords {
  absl::string_view chinese;
  absl::string_view english;
};

TypeWords WordsOf(absl::string_view type) {
  if (absl::StartsWith(type, "TYPE_INT") || absl::StartsWith(type, "TYPE_UINT")) {
    return {"应为整数（空白请不写这一字段）",
            "it must be a whole number (leave the field out for a blank)"};
  }
  if (type == "TYPE_BYTES") return {"应为 Base64 文字", "it must be Base64"};
  if (type == "TYPE_BOOL") return {"应为 true 或 false", "it must be true or false"};
  return {"不是允许的取值，请对照接口说明填写",
          "that is not an allowed value; see the .proto file"};
}

Complaint Understand(const std::string& message) {
  static const std::regex unknown(R"((?:\(([^)]*)\) )?([^:]*): Cannot find field\.)");
  static const std::regex invalid(R"(\(([^)]*)\): invalid value ([^]*) for type (\S+))");
  std::smatch match;
  if (std::regex_match(message, match, unknown)) {
    const std::string path =
        match[1].length() > 0 ? absl::StrCat(match[1].str(), ".", match[2].str()) : match[2].str();
    const std::string name = Printable(match[2].str());
    return {path, absl::StrCat("没有名为 ", name, " 的字段，请检查拼写，或删去它"),
            absl::StrCat("there is no field ", name, "; check its spelling, or remove it")};
  }
  if (std::regex_match(message, match, invalid)) {
    const TypeWords words = WordsOf(match[3].str());
    const std::string value = Printable(match[2].str());
    return {match[1].str(), absl::StrCat("填的是 ", value, "，", words.chinese),
            absl::StrCat("it says ", value, "; ", words.english)};
  }
  const std::string words = Printable(message);
  return {"", absl::StrCat("不符合格式（", words, "）"), absl::StrCat("wrong form (", words, ")")};
}

}  // namespace

absl::Status ParseJson(absl::string_view text, absl::string_view source, Message* message) {
  const JsonScan scan = ScanJson(text);
  if (scan.fault.has_value()) {
    return Located(source, scan.fault->place,
                   absl::StrCat("不是正确的 JSON：", scan.fault->chinese),
                   absl::StrCat("not valid JSON: ", scan.fault->english));
  }
  json::JsonParseOptions options;
  options.ignore_unknown_fields = false;
  const auto status = json::JsonStringToMessage(std::string(text), message, options);
  if (status.ok()) return absl::OkStatus();
  const Complaint complaint = Understand(std::string(status.message()));
  auto place = scan.places.find(complaint.path);
  const std::string path = Printable(complaint.path);
  return Located(source, place == scan.places.end() ? TextPlace() : place->second,
                 path.empty() ? complaint.chinese : absl::StrCat(path, " ", complaint.chinese),
                 path.empty() ? complaint.english : absl::StrCat(path, ": ", complaint.english));
}

}  // namespace ogi::cli
