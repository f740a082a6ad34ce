#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/menu.h"
#include "clients/cli/text/audit_text.h"
#include "clients/cli/text/json.h"
#include "clients/cli/text/names.h"
#include "common/status_macros.h"
#include "google/protobuf/util/time_util.h"

namespace ogi::cli {
namespace {

// Rows drawn as one table: widths need all of them at once, and there may be millions.
constexpr size_t kTableRows = 500;

struct AuditOptions {
  std::string from;
  std::string to;
  std::string agency;
  std::string person;
  std::string platform;
  bool failures = false;
  int64_t limit = 0;
};

absl::Status SetTime(absl::string_view option, const std::string& text,
                     google::protobuf::Timestamp* time) {
  const std::optional<absl::Time> parsed = ParseChinaTime(text);
  if (!parsed.has_value()) {
    return LocalError(absl::StrCat(option, " 应为日期或时间（北京时间），如 2026-01-01 或 ",
                                   "\"2026-01-01 08:30\"。"),
                      absl::StrCat(option, " must be a day or a time in China, e.g. 2026-01-01 or ",
                                   "\"2026-01-01 08:30\"."));
  }
  *time = google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(*parsed));
  return absl::OkStatus();
}

absl::StatusOr<v1::ListAuditRecordsRequest> RequestFor(const AuditOptions& options) {
  v1::ListAuditRecordsRequest request;
  OGI_RETURN_IF_ERROR(SetTime("--from", options.from, request.mutable_start_time()));
  OGI_RETURN_IF_ERROR(SetTime("--to", options.to, request.mutable_end_time()));
  if (!options.agency.empty()) {
    OGI_ASSIGN_OR_RETURN(*request.mutable_agency(), ExpandAgencyName(options.agency));
  }
  request.set_person(options.person);
  if (!options.platform.empty()) {
    request.set_platform(options.platform.find('/') == std::string::npos
                             ? absl::StrCat("platforms/", options.platform)
                             : options.platform);
  }
  request.set_failures_only(options.failures);
  request.set_limit(options.limit);
  return request;
}

ExitCode Audit(Session& session, const AuditOptions& options) {
  const absl::StatusOr<v1::ListAuditRecordsRequest> request = RequestFor(options);
  if (!request.ok()) return session.Fail(request.status());
  const absl::StatusOr<client::Client*> client = session.Connect();
  if (!client.ok()) return session.Fail(client.status());
  int64_t count = 0;
  std::vector<v1::AuditRecord> rows;
  const auto draw = [&] {
    if (!rows.empty()) session.out() << AuditTable(rows, session.language());
    rows.clear();
  };
  const absl::Status status =
      (*client)->ListAuditRecords(*request, [&](const v1::AuditRecord& record) {
        ++count;
        if (session.json()) {
          session.out() << ToJson(record) << "\n";
          return;
        }
        rows.push_back(record);
        if (rows.size() == kTableRows) draw();
      });
  draw();
  if (!status.ok()) return session.Fail(status);
  if (!session.json()) {
    session.out() << session.Words("共 ", "") << count << session.Words(" 条。\n", " found.\n");
  }
  return ExitCode::kDone;
}

}  // namespace

void AddAudit(Menu& menu) {
  auto options = std::make_shared<AuditOptions>();
  CLI::App* command =
      menu.Add("audit", "查阅审计记录：何时、何机关、何人、经何平台、办何事、结果如何",
               "reads the audit record: who did what, when, through what, and how it ended",
               [options](Session& session) { return Audit(session, *options); });
  command
      ->add_option("--from", options->from,
                   menu.Words("从这一天（北京时间）起，如 2026-01-01",
                              "from this day in China on, e.g. 2026-01-01"))
      ->required();
  command
      ->add_option("--to", options->to,
                   menu.Words("到这一天之前（不含这一天）", "up to before this day"))
      ->required();
  command->add_option("--agency", options->agency,
                      menu.Words("只列这个机关所办的和对它所办的",
                                 "only what this agency did, and what was done to it"));
  command->add_option("--person", options->person,
                      menu.Words("只列这个人所办的和代他所办的，如 platforms/xizang/people/li-si",
                                 "only what this person did, or another for him, e.g. "
                                 "platforms/xizang/people/li-si"));
  command->add_option("--platform", options->platform,
                      menu.Words("只列经这个平台办的", "only what came through this platform"));
  command->add_flag("--failures", options->failures,
                    menu.Words("只列被拒绝的和失败的", "only what was denied or failed"));
  command->add_option("--limit", options->limit, menu.Words("最多列多少条", "stop after so many"));
}

}  // namespace ogi::cli
