// agencies import, get, list, lookup.
#include <algorithm>
#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/file_results.h"
#include "clients/cli/input/agency_rows.h"
#include "clients/cli/input/files.h"
#include "clients/cli/menu.h"
#include "clients/cli/text/grid.h"
#include "clients/cli/text/json.h"
#include "clients/cli/text/labels.h"
#include "clients/cli/text/names.h"
#include "clients/cli/text/text_width.h"
#include "common/encoding.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "import/formats/xlsx.h"

namespace ogi::cli {
namespace {

// --- import ---

absl::string_view ChangeText(v1::ImportAgenciesResponse::Change change, Language language) {
  switch (change) {
    case v1::ImportAgenciesResponse::CREATED:
      return Pick(language, "新登记", "created");
    case v1::ImportAgenciesResponse::UPDATED:
      return Pick(language, "已更新", "updated");
    case v1::ImportAgenciesResponse::UNCHANGED:
      return Pick(language, "未变", "unchanged");
    default:
      return "";
  }
}

class Import {
 public:
  Import(const Session& session, const std::vector<AgencyRow>& rows)
      : session_(session),
        rows_(rows),
        progress_(session.terminal().err, session.terminal().show_progress, rows.size()),
        json_(session.out()) {
    for (size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].problem.ok()) {
        good_.push_back(i);
      } else {
        TellError(rows[i], rows[i].problem);
      }
    }
  }

  ExitCode Run(client::Client& client) {
    size_t next = 0;
    const absl::Status status = client.ImportAgencies(
        {},
        [&]() -> std::optional<v1::Agency> {
          if (next == good_.size()) return std::nullopt;
          return rows_[good_[next++]].agency;
        },
        [&](const v1::Agency&, const v1::ImportAgenciesResponse& answer) { Take(answer); });
    progress_.Finish();
    if (!status.ok()) code_ = Worse(code_, ExitCodeOf(status));
    TellSummary(status);
    return code_;
  }

 private:
  void Take(const v1::ImportAgenciesResponse& answer) {
    const AgencyRow& row = rows_[good_[static_cast<size_t>(answer.index())]];
    progress_.Advance();
    if (answer.has_status()) return TellError(row, NameColumns(wire::FromProto(answer.status())));
    ++counts_[answer.change()];
    if (session_.json()) {
      json_.Add(JsonOf(row)
                    .Text("change", v1::ImportAgenciesResponse::Change_Name(answer.change()))
                    .Texts("same_name", answer.same_name()));
    } else {
      lines_ += absl::StrCat(Where(row), ChangeText(answer.change(), session_.language()),
                             SameNameText(row, answer), "\n");
    }
  }

  // So that nobody puts one organ on record twice unawares.
  std::string SameNameText(const AgencyRow& row, const v1::ImportAgenciesResponse& answer) const {
    std::string text;
    if (row.same_name_as_line != 0) {
      absl::StrAppend(&text, session_.Words("；与第 ", "; has the name of line "),
                      row.same_name_as_line, session_.Words(" 行同名，请核对", ": check it"));
    }
    if (!answer.same_name().empty()) {
      absl::StrAppend(&text, session_.Words("；已登记的同名机关：", "; on record by this name: "),
                      absl::StrJoin(answer.same_name(), session_.Words("、", ", "),
                                    [](std::string* out, const std::string& name) {
                                      out->append(ShortName(name));
                                    }));
    }
    return text;
  }

  void TellError(const AgencyRow& row, const absl::Status& status) {
    ++failed_;
    code_ = Worse(code_, ExitCodeOf(status));
    if (session_.json()) {
      json_.Add(JsonOf(row).Error(status));
    } else {
      lines_ += absl::StrCat(Where(row), session_.Describe(status));
    }
  }

  std::string Where(const AgencyRow& row) const {
    return absl::StrCat(session_.Words("第 ", "line "), row.line, session_.Words(" 行 ", " "),
                        ShortName(row.agency.name()), " ",
                        row.agency.names().empty() ? "" : Printable(row.agency.names(0).text()),
                        "  ");
  }

  static JsonObject JsonOf(const AgencyRow& row) {
    return JsonObject().Number("line", row.line).Text("name", row.agency.name());
  }

  void TellSummary(const absl::Status& status) {
    const auto count = [&](v1::ImportAgenciesResponse::Change change) { return counts_[change]; };
    if (session_.json()) {
      json_.Finish(status.ok() ? JsonObject() : JsonObject().Error(status));
      return;
    }
    session_.out() << lines_ << session_.Words("共 ", "Of ") << rows_.size()
                   << session_.Words(" 行：新登记 ", " rows: created ")
                   << count(v1::ImportAgenciesResponse::CREATED)
                   << session_.Words("，已更新 ", ", updated ")
                   << count(v1::ImportAgenciesResponse::UPDATED)
                   << session_.Words("，未变 ", ", unchanged ")
                   << count(v1::ImportAgenciesResponse::UNCHANGED)
                   << session_.Words("，有误 ", ", wrong ") << failed_
                   << session_.Words("。\n", ".\n");
    if (!status.ok()) session_.terminal().err << session_.Describe(status);
  }

  const Session& session_;
  const std::vector<AgencyRow>& rows_;
  ProgressBar progress_;
  // Rows to send.
  std::vector<size_t> good_;
  std::map<v1::ImportAgenciesResponse::Change, size_t> counts_;
  size_t failed_ = 0;
  // What is told at the end; as JSON, at once.
  std::string lines_;
  JsonResults json_;
  ExitCode code_ = ExitCode::kDone;
};

// The rows of a workbook's first sheet, each as wide as the first.
absl::StatusOr<std::vector<CsvRow>> ReadWorkbook(absl::string_view bytes) {
  OGI_ASSIGN_OR_RETURN(std::vector<SheetRow> sheet, ReadFirstSheet(bytes));
  std::vector<CsvRow> table;
  for (SheetRow& row : sheet) {
    const size_t width = table.empty() ? 0 : table.front().fields.size();
    row.cells.resize(std::max(row.cells.size(), width));
    table.push_back({row.number, std::move(row.cells)});
  }
  return table;
}

absl::StatusOr<std::vector<AgencyRow>> ReadRows(const std::string& path) {
  OGI_ASSIGN_OR_RETURN(const std::string bytes, ReadBytes(path, limits::kMaxAgencyFileBytes));
  if (LooksLikeZip(bytes)) {
    const absl::StatusOr<std::vector<CsvRow>> table = ReadWorkbook(bytes);
    if (!table.ok()) return About(path, table.status());
    return ReadAgencyTable(*table, path);
  }
  const absl::StatusOr<DecodedText> decoded = DecodeText(bytes);
  if (!decoded.ok()) return About(path, decoded.status());
  return ReadAgencyRows(decoded->text, path);
}

ExitCode ImportFile(Session& session, const std::string& path) {
  const absl::StatusOr<std::vector<AgencyRow>> rows = ReadRows(path);
  if (!rows.ok()) return session.Fail(rows.status());
  const absl::StatusOr<client::Client*> client = session.Connect();
  if (!client.ok()) return session.Fail(client.status());
  return Import(session, *rows).Run(**client);
}

// --- get, list, lookup ---

std::string TableOf(const google::protobuf::RepeatedPtrField<v1::Agency>& agencies,
                    Language language) {
  Grid grid({24, 40, 10, 24, 20});
  grid.AddRow({{std::string(Pick(language, "标识", "id"))},
               {std::string(Pick(language, "名称", "name"))},
               {std::string(Pick(language, "级别", "level"))},
               {std::string(Pick(language, "上级", "superior"))},
               {std::string(Pick(language, "区划代码", "region code"))}});
  grid.AddRule();
  for (const v1::Agency& agency : agencies) {
    grid.AddRow({{ShortName(agency.name())},
                 {Printable(agency.display_name())},
                 {std::string(LevelText(agency.level(), language))},
                 {ShortName(agency.superior())},
                 {agency.region_codes().empty()
                      ? ""
                      : Printable(agency.region_codes(agency.region_codes_size() - 1).text())}});
  }
  return grid.Draw();
}

ExitCode Tell(Session& session, const absl::StatusOr<v1::ListAgenciesResponse>& list) {
  if (!list.ok()) return session.Fail(list.status());
  if (session.json()) {
    session.out() << ListToJson(*list, "agencies") << "\n";
    return ExitCode::kDone;
  }
  if (!list->agencies().empty()) session.out() << TableOf(list->agencies(), session.language());
  session.out() << session.Words("共 ", "") << list->agencies_size()
                << session.Words(" 个机关。\n", " agencies.\n");
  return ExitCode::kDone;
}

absl::StatusOr<v1::Agency> Get(Session& session, const std::string& typed) {
  v1::GetAgencyRequest request;
  OGI_ASSIGN_OR_RETURN(*request.mutable_name(), ExpandAgencyName(typed));
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  return client->GetAgency(request);
}

absl::StatusOr<v1::ListAgenciesResponse> List(Session& session, const std::string& superior,
                                              const std::string& partition) {
  v1::ListAgenciesRequest request;
  if (superior.empty() == partition.empty()) {
    return LocalError("请用 --superior（其下级机关）或 --partition（整个分区）之一说明范围。",
                      "Say where to look with --superior or --partition, one of the two.");
  }
  if (!superior.empty()) {
    OGI_ASSIGN_OR_RETURN(*request.mutable_superior(), ExpandAgencyName(superior));
  }
  request.set_partition(partition);
  request.set_page_size(limits::kMaxPageSize);
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  v1::ListAgenciesResponse all;
  do {
    OGI_ASSIGN_OR_RETURN(v1::ListAgenciesResponse page, client->ListAgencies(request));
    request.set_page_token(page.next_page_token());
    page.clear_next_page_token();
    all.MergeFrom(page);
  } while (!request.page_token().empty());
  return all;
}

bool LooksLikeCode(absl::string_view text) {
  for (const char c : text) {
    if (!absl::ascii_isgraph(static_cast<unsigned char>(c))) return false;
  }
  return true;
}

absl::StatusOr<v1::ListAgenciesResponse> Lookup(Session& session, const std::string& what,
                                                bool is_name) {
  v1::LookupAgencyRequest request;
  if (!is_name && LooksLikeCode(what)) {
    request.set_code(what);
  } else {
    request.set_display_name(what);
  }
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  OGI_ASSIGN_OR_RETURN(v1::LookupAgencyResponse found, client->LookupAgency(request));
  v1::ListAgenciesResponse list;
  list.mutable_agencies()->Swap(found.mutable_agencies());
  return list;
}

struct AgencyOptions {
  std::string file;
  std::string id;
  std::string superior;
  std::string partition;
  std::string what;
  bool is_name = false;
};

}  // namespace

void AddAgencies(Menu& menu) {
  auto options = std::make_shared<AgencyOptions>();
  CLI::App* family = menu.AddFamily("agencies", "机关名录：导入、查看、列出、查找",
                                    "agencies: import, get, list, lookup");

  CLI::App* import =
      menu.AddTo(*family, "import",
                 "从 Excel（.xlsx）、CSV 或 JSON "
                 "行导入机关；列：机关标识、机关名称、级别、上级机关、行政区划代码、"
                 "统一社会信用代码、本地编号、垂直领导，或 "
                 "id,name,level,superior,region_code,credit_code,local_number,vertically_led；"
                 "中断后重新运行即可",
                 "puts agencies on record from Excel (.xlsx), CSV or JSON lines; columns: "
                 "id,name,level,superior,region_code,credit_code,local_number,vertically_led; "
                 "after a break just run it "
                 "again",
                 [options](Session& session) { return ImportFile(session, options->file); });
  import
      ->add_option("FILE", options->file,
                   menu.Words("xlsx，或 UTF-8、GB 18030 文件", "xlsx, or UTF-8 or GB 18030"))
      ->required();

  CLI::App* get =
      menu.AddTo(*family, "get", "查看一个机关", "shows an agency", [options](Session& session) {
        const absl::StatusOr<v1::Agency> agency = Get(session, options->id);
        if (!agency.ok()) return session.Fail(agency.status());
        if (session.json()) {
          session.out() << ToPrettyJson(*agency) << "\n";
          return ExitCode::kDone;
        }
        v1::ListAgenciesResponse one;
        *one.add_agencies() = *agency;
        session.out() << TableOf(one.agencies(), session.language());
        return ExitCode::kDone;
      });
  get->add_option("ID", options->id, menu.Words("如 54-0424204", "e.g. 54-0424204"))->required();

  CLI::App* list =
      menu.AddTo(*family, "list", "列出机关", "lists agencies", [options](Session& session) {
        return Tell(session, List(session, options->superior, options->partition));
      });
  list->add_option("--superior", options->superior,
                   menu.Words("这个机关的直接下级", "direct subordinates of this agency"));
  list->add_option("--partition", options->partition,
                   menu.Words("整个分区（两位数字）", "all of a partition (two digits)"));

  CLI::App* lookup =
      menu.AddTo(*family, "lookup", "按代码或全名查找机关",
                 "finds agencies by a code or a whole name", [options](Session& session) {
                   return Tell(session, Lookup(session, options->what, options->is_name));
                 });
  lookup
      ->add_option("CODE_OR_NAME", options->what,
                   menu.Words("统一社会信用代码、区划代码、本地编号，或名称",
                              "a credit code, region code, local number, or name"))
      ->required();
  lookup->add_flag(
      "--name", options->is_name,
      menu.Words("按名称查找，即使全是字母或数字", "by name, even one of letters and digits only"));
}

}  // namespace ogi::cli
