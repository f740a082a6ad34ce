#include "clients/cli/input/agency_rows.h"

#include <google/protobuf/struct.pb.h>

#include <deque>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/cord.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/input/parse_json.h"
#include "clients/cli/text/labels.h"
#include "common/field_violations.h"
#include "common/status_macros.h"
#include "domain/agency/agency.h"
#include "domain/codes/resource_name.h"
#include "domain/form/text.h"
#include "google/rpc/error_details.pb.h"

namespace ogi::cli {
namespace {

struct Column {
  absl::string_view name;
  // As offices head it.
  absl::string_view chinese;
  // The field of Agency it fills.
  absl::string_view field;
};

constexpr Column kColumns[] = {
    {"id", "机关标识", "name"},
    {"name", "机关名称", "names"},
    {"level", "级别", "level"},
    {"superior", "上级机关", "superiors"},
    {"region_code", "行政区划代码", "region_codes"},
    {"credit_code", "统一社会信用代码", "credit_codes"},
    {"local_number", "本地编号", "local_numbers"},
    {"vertically_led", "垂直领导", "vertically_led"},
};

// By column.
using Values = std::map<std::string, std::string, std::less<>>;

// The column of a heading in either language; null for none.
const Column* FindColumn(absl::string_view heading) {
  for (const Column& column : kColumns) {
    if (column.name == heading || column.chinese == heading) return &column;
  }
  return nullptr;
}

absl::Status UnknownColumn(absl::string_view where, absl::string_view name) {
  const auto names = absl::StrJoin(kColumns, ", ", [](std::string* out, const Column& column) {
    absl::StrAppend(out, column.chinese, "（", column.name, "）");
  });
  return InputError(
      absl::StrCat(where, "：不认识", Quoted(name), "这一列，可用的列为 ", names, "。"),
      absl::StrCat(where, ": there is no column ", Quoted(name), "; columns are ", names, "."));
}

const std::string& ValueOf(const Values& values, absl::string_view column) {
  static const std::string empty;
  const auto found = values.find(column);
  return found == values.end() ? empty : found->second;
}

std::optional<bool> ParseYesNo(absl::string_view text) {
  if (text == "是" || text == "yes" || text == "true") return true;
  if (text == "否" || text == "no" || text == "false") return false;
  return std::nullopt;
}

AgencyRow RowOf(int line, const Values& values) {
  AgencyRow row;
  row.line = line;
  v1::Agency& agency = row.agency;
  const auto name_of = [](absl::string_view id) {
    return absl::StartsWith(id, "agencies/") ? std::string(id) : AgencyName(id);
  };
  agency.set_name(name_of(ValueOf(values, "id")));
  const auto add = [&](absl::string_view column, auto* texts) {
    if (const std::string& value = ValueOf(values, column); !value.empty()) {
      texts->Add()->set_text(column == "superior" ? name_of(value) : value);
    }
  };
  add("name", agency.mutable_names());
  add("superior", agency.mutable_superiors());
  add("region_code", agency.mutable_region_codes());
  add("credit_code", agency.mutable_credit_codes());
  add("local_number", agency.mutable_local_numbers());

  FieldViolations violations;
  const std::optional<v1::Agency::Level> level = ParseLevel(ValueOf(values, "level"));
  if (level.has_value()) {
    agency.set_level(*level);
    CheckAgency(agency, "agency", &violations);
  } else {
    violations.Add("agency.level",
                   absl::StrCat(Quoted(ValueOf(values, "level")),
                                "不是级别，请填 中央、省级、市级、县级、乡级 或 部门"),
                   absl::StrCat(Quoted(ValueOf(values, "level")),
                                " is no level; write CENTRAL, PROVINCE, PREFECTURE, COUNTY, "
                                "TOWNSHIP or DEPARTMENT"));
  }
  if (const std::string& value = ValueOf(values, "vertically_led"); !value.empty()) {
    const std::optional<bool> led = ParseYesNo(value);
    agency.set_vertically_led(led.value_or(false));
    if (!led.has_value()) {
      violations.Add("agency.vertically_led",
                     absl::StrCat(Quoted(value), "不是 是 或 否，请改正。"),
                     absl::StrCat(Quoted(value), " is neither yes nor no; write one of them."));
    }
  }
  row.problem = NameColumns(violations.ToStatus());
  return row;
}

// The first row names the columns.
absl::StatusOr<std::vector<AgencyRow>> ReadTable(const std::vector<CsvRow>& table,
                                                 absl::string_view source) {
  if (table.empty()) {
    return InputError(absl::StrCat(source, " 是空的，第一行应为列名 id,name,level,superior…"),
                      absl::StrCat(source,
                                   " is empty; its first row names the columns: "
                                   "id,name,level,superior…"));
  }
  std::vector<std::string> header;
  for (const std::string& name : table.front().fields) {
    const Column* const column = FindColumn(name);
    if (column == nullptr) {
      return UnknownColumn(absl::StrCat(source, ":", table.front().line), name);
    }
    header.emplace_back(column->name);
  }
  std::vector<AgencyRow> rows;
  for (size_t i = 1; i < table.size(); ++i) {
    Values values;
    for (size_t column = 0; column < header.size() && column < table[i].fields.size(); ++column) {
      values[header[column]] = std::string(StripSpaces(table[i].fields[column]));
    }
    rows.push_back(RowOf(table[i].line, values));
    if (table[i].fields.size() != header.size()) {
      rows.back().problem =
          InputError(absl::StrCat("有 ", table[i].fields.size(), " 列，而列名有 ", header.size(),
                                  " 列；名称中若有逗号，请加双引号。"),
                     absl::StrCat("The row has ", table[i].fields.size(), " fields and the header ",
                                  header.size(), "; a name with a comma needs double quotes."));
    }
  }
  return rows;
}

absl::StatusOr<std::vector<AgencyRow>> ReadJsonLines(absl::string_view text,
                                                     absl::string_view source) {
  std::vector<AgencyRow> rows;
  int line = 0;
  for (absl::string_view each : absl::StrSplit(text, '\n')) {
    ++line;
    each = absl::StripAsciiWhitespace(each);
    if (each.empty()) continue;
    const std::string where = absl::StrCat(source, ":", line);
    google::protobuf::Struct object;
    OGI_RETURN_IF_ERROR(ParseJson(each, where, &object));
    Values values;
    for (const auto& [name, value] : object.fields()) {
      const Column* const column = FindColumn(name);
      if (column == nullptr) return UnknownColumn(where, name);
      if (value.kind_case() == google::protobuf::Value::kNullValue) continue;
      if (value.kind_case() != google::protobuf::Value::kStringValue) {
        return InputError(absl::StrCat(where, "：", name, " 的值应加双引号。"),
                          absl::StrCat(where, ": ", name, " must be in double quotes."));
      }
      values[std::string(column->name)] = std::string(StripSpaces(value.string_value()));
    }
    rows.push_back(RowOf(line, values));
  }
  return rows;
}

void RefuseRepeated(std::vector<AgencyRow>& rows) {
  std::map<std::string, int> lines;
  for (AgencyRow& row : rows) {
    const auto [first, inserted] = lines.emplace(row.agency.name(), row.line);
    if (inserted || !row.problem.ok()) continue;
    row.problem = InputError(
        absl::StrCat("id 与第 ", first->second, " 行相同，请删去一行。"),
        absl::StrCat("The id is that of line ", first->second, "; remove one of the two."));
  }
}

// Two rows of one name may be right, and are more often one organ twice.
void TellSameNames(std::vector<AgencyRow>& rows) {
  std::map<std::string, int> lines;
  for (AgencyRow& row : rows) {
    if (row.agency.names().empty()) continue;
    const auto [first, inserted] = lines.emplace(row.agency.names(0).text(), row.line);
    if (!inserted) row.same_name_as_line = first->second;
  }
}

// Rows whose superior is not in the file, then their subordinates, and so on. What is left goes in
// a circle.
std::vector<AgencyRow> SuperiorsFirst(std::vector<AgencyRow> rows) {
  std::map<std::string, std::vector<size_t>> subordinates;
  std::map<std::string, bool> in_file;
  for (const AgencyRow& row : rows) in_file[row.agency.name()] = true;
  std::deque<size_t> ready;
  for (size_t i = 0; i < rows.size(); ++i) {
    const auto& superiors = rows[i].agency.superiors();
    if (superiors.empty() || !in_file.contains(superiors[0].text())) {
      ready.push_back(i);
    } else {
      subordinates[superiors[0].text()].push_back(i);
    }
  }
  std::vector<AgencyRow> sorted;
  std::vector<bool> placed(rows.size());
  while (!ready.empty()) {
    const size_t next = ready.front();
    ready.pop_front();
    placed[next] = true;
    auto below = subordinates.extract(rows[next].agency.name());
    if (!below.empty()) ready.insert(ready.end(), below.mapped().begin(), below.mapped().end());
    sorted.push_back(std::move(rows[next]));
  }
  for (size_t i = 0; i < rows.size(); ++i) {
    if (placed[i]) continue;
    rows[i].problem = InputError("superior 绕成了一圈：沿上级一路查下去又回到本机关，请改正。",
                                 "The superiors go in a circle; mend the superior.");
    sorted.push_back(std::move(rows[i]));
  }
  return sorted;
}

std::vector<AgencyRow> InOrder(std::vector<AgencyRow> rows) {
  RefuseRepeated(rows);
  TellSameNames(rows);
  return SuperiorsFirst(std::move(rows));
}

std::string ColumnOf(absl::string_view field) {
  absl::ConsumePrefix(&field, "agency.");
  const absl::string_view head = field.substr(0, field.find_first_of(".["));
  for (const Column& column : kColumns) {
    if (column.field == head) return std::string(column.name);
  }
  return std::string(field);
}

}  // namespace

absl::StatusOr<std::vector<AgencyRow>> ReadAgencyRows(absl::string_view text,
                                                      absl::string_view source) {
  std::vector<AgencyRow> rows;
  if (absl::StartsWith(absl::StripLeadingAsciiWhitespace(text), "{")) {
    OGI_ASSIGN_OR_RETURN(rows, ReadJsonLines(text, source));
  } else {
    OGI_ASSIGN_OR_RETURN(const std::vector<CsvRow> table, ParseCsv(text));
    OGI_ASSIGN_OR_RETURN(rows, ReadTable(table, source));
  }
  return InOrder(std::move(rows));
}

absl::StatusOr<std::vector<AgencyRow>> ReadAgencyTable(const std::vector<CsvRow>& table,
                                                       absl::string_view source) {
  OGI_ASSIGN_OR_RETURN(std::vector<AgencyRow> rows, ReadTable(table, source));
  return InOrder(std::move(rows));
}

absl::Status NameColumns(const absl::Status& status) {
  if (status.ok()) return status;
  const std::string url =
      absl::StrCat("type.googleapis.com/", google::rpc::BadRequest::descriptor()->full_name());
  const auto payload = status.GetPayload(url);
  google::rpc::BadRequest bad;
  if (!payload.has_value() || !bad.ParseFromString(std::string(*payload))) return status;
  for (auto& violation : *bad.mutable_field_violations()) {
    violation.set_field(ColumnOf(violation.field()));
  }
  absl::Status named = status;
  named.SetPayload(url, absl::Cord(bad.SerializeAsString()));
  return named;
}

}  // namespace ogi::cli
