// season roster, add, exempt, end-exemption, extend, extensions, withdraw.
#include "clients/cli/commands/season_duties.h"

#include "absl/strings/strip.h"
#include "clients/cli/commands/day_option.h"
#include "clients/cli/text/names.h"
#include "clients/cli/text/season_text.h"
#include "common/limits.h"

namespace ogi::cli {
namespace {

struct DutyOptions {
  std::string agency;
  int year = 0;
  std::string superior;
  std::string partition;
  std::string ground;
  std::string until;
  std::string reason;
  std::string document;
  bool subtree = false;
  std::string request_id;
};

using Options = std::shared_ptr<DutyOptions>;

absl::StatusOr<std::string> EntryName(const DutyOptions& options) {
  OGI_ASSIGN_OR_RETURN(const std::string agency, ExpandAgencyName(options.agency));
  return absl::StrCat(agency, "/rosterEntries/", options.year);
}

absl::StatusOr<v1::ListRosterEntriesResponse> List(Session& session, const DutyOptions& options) {
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  v1::ListRosterEntriesResponse all;
  if (!options.agency.empty()) {
    v1::GetRosterEntryRequest request;
    OGI_ASSIGN_OR_RETURN(*request.mutable_name(), EntryName(options));
    OGI_ASSIGN_OR_RETURN(*all.add_roster_entries(), client->GetRosterEntry(request));
    return all;
  }
  v1::ListRosterEntriesRequest request;
  request.set_parent(absl::StrCat("seasons/", options.year));
  if (!options.superior.empty()) {
    OGI_ASSIGN_OR_RETURN(*request.mutable_superior(), ExpandAgencyName(options.superior));
  }
  request.set_partition(options.partition);
  request.set_page_size(limits::kMaxPageSize);
  do {
    OGI_ASSIGN_OR_RETURN(v1::ListRosterEntriesResponse page, client->ListRosterEntries(request));
    request.set_page_token(page.next_page_token());
    page.clear_next_page_token();
    all.MergeFrom(page);
  } while (!request.page_token().empty());
  return all;
}

// The requests about one entry of a roster share their fields.
template <typename Request>
absl::StatusOr<v1::RosterEntry> Change(
    Session& session, const DutyOptions& options, Request request,
    absl::StatusOr<v1::RosterEntry> (client::Client::*rpc)(Request)) {
  OGI_ASSIGN_OR_RETURN(*request.mutable_name(), EntryName(options));
  request.set_reason(options.reason);
  request.set_request_id(options.request_id);
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  return (client->*rpc)(std::move(request));
}

absl::StatusOr<v1::RosterEntry> Exempt(Session& session, const DutyOptions& options) {
  const std::optional<v1::Exemption::Ground> ground = ParseGround(options.ground);
  if (!ground.has_value()) {
    return LocalError(
        absl::StrCat("没有“", options.ground,
                     "”这一情形。可用：abolished 撤销、merged 并入其他机关、newly-founded "
                     "新设立、other 其他。"),
        absl::StrCat("There is no ground ", options.ground,
                     ". Say abolished, merged, newly-founded or other."));
  }
  v1::ExemptAgencyRequest request;
  request.set_ground(*ground);
  return Change(session, options, std::move(request), &client::Client::ExemptAgency);
}

absl::StatusOr<v1::Extension> Extend(Session& session, const DutyOptions& options) {
  v1::GrantExtensionRequest request;
  request.set_request_id(options.request_id);
  v1::Extension& extension = *request.mutable_extension();
  OGI_ASSIGN_OR_RETURN(*extension.mutable_agency(), ExpandAgencyName(options.agency));
  extension.set_year(options.year);
  extension.set_subtree(options.subtree);
  OGI_ASSIGN_OR_RETURN(*extension.mutable_due_date(), DayOption("--until", options.until));
  extension.set_reason(options.reason);
  extension.set_document_number(options.document);
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  return client->GrantExtension(std::move(request));
}

absl::StatusOr<v1::ListExtensionsResponse> Extensions(Session& session,
                                                      const DutyOptions& options) {
  v1::ListExtensionsRequest request;
  OGI_ASSIGN_OR_RETURN(*request.mutable_parent(), ExpandAgencyName(options.agency));
  request.set_year(options.year);
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  return client->ListExtensions(request);
}

std::string FullName(absl::string_view typed) {
  return absl::StrCat("agencies/", absl::StripPrefix(typed, "agencies/"));
}

void AddAgencyAndYear(CLI::App& command, const Menu& menu, DutyOptions& options) {
  command
      .add_option("AGENCY", options.agency, menu.Words("机关，如 54-0424204", "e.g. 54-0424204"))
      ->required();
  command
      .add_option("YEAR", options.year,
                  menu.Words("报告年度，如 2025", "the report year, e.g. 2025"))
      ->required();
}

void AddReason(CLI::App& command, const Menu& menu, DutyOptions& options) {
  command.add_option("--reason", options.reason, menu.Words("理由", "why"))->required();
  AddRequestId(command, menu, options.request_id);
}

void AddRoster(Menu& menu, CLI::App& family, const Options& options) {
  CLI::App* roster = menu.AddTo(
      family, "roster", "查看应报单位名录", "shows who must file", [options](Session& session) {
        return TellRecords(
            session, List(session, *options),
            [](const auto& response) -> auto& { return response.roster_entries(); });
      });
  roster
      ->add_option("YEAR", options->year,
                   menu.Words("报告年度，如 2025", "the report year, e.g. 2025"))
      ->required();
  roster->add_option("--agency", options->agency, menu.Words("只看这个机关", "this agency alone"));
  roster->add_option("--superior", options->superior,
                     menu.Words("这个机关的直接下级", "its direct subordinates"));
  roster->add_option("--partition", options->partition,
                     menu.Words("整个分区（两位数字）", "all of a partition (two digits)"));
}

void AddEntryChanges(Menu& menu, CLI::App& family, const Options& options) {
  CLI::App* add =
      menu.AddTo(family, "add", "把遗漏的机关补入已固定的名录",
                 "adds a forgotten agency to a frozen roster", [options](Session& session) {
                   return TellRecord(session, Change(session, *options, v1::AddRosterEntryRequest(),
                                                     &client::Client::AddRosterEntry));
                 });
  AddAgencyAndYear(*add, menu, *options);
  AddReason(*add, menu, *options);

  CLI::App* exempt = menu.AddTo(
      family, "exempt", "免除一个机关当年的报送", "exempts an agency from filing for a year",
      [options](Session& session) { return TellRecord(session, Exempt(session, *options)); });
  AddAgencyAndYear(*exempt, menu, *options);
  exempt
      ->add_option(
          "--ground", options->ground,
          menu.Words("abolished 撤销、merged 并入其他机关、newly-founded 新设立、other 其他",
                     "abolished, merged, newly-founded or other"))
      ->required();
  AddReason(*exempt, menu, *options);

  CLI::App* end = menu.AddTo(
      family, "end-exemption", "取消免除报送", "ends an exemption", [options](Session& session) {
        return TellRecord(session, Change(session, *options, v1::EndExemptionRequest(),
                                          &client::Client::EndExemption));
      });
  AddAgencyAndYear(*end, menu, *options);
  AddReason(*end, menu, *options);
}

void AddExtensions(Menu& menu, CLI::App& family, const Options& options) {
  CLI::App* extend = menu.AddTo(
      family, "extend", "因灾害等准予延期报送；此前已报送的也随之计算",
      "moves a due date after a disaster or the like, for what was filed before too",
      [options](Session& session) { return TellRecord(session, Extend(session, *options)); });
  AddAgencyAndYear(*extend, menu, *options);
  extend
      ->add_option("--until", options->until,
                   menu.Words("延至哪一天，如 2026-03-15", "the new due date, e.g. 2026-03-15"))
      ->required();
  extend
      ->add_option("--document", options->document,
                   menu.Words("批准延期的文号", "number of the document that grants it"))
      ->required();
  extend->add_flag("--subtree", options->subtree,
                   menu.Words("其所有下级机关也延期", "also for all agencies below it"));
  AddReason(*extend, menu, *options);

  CLI::App* list =
      menu.AddTo(family, "extensions", "列出一个机关的延期，含上级给予的和已撤销的",
                 "lists an agency's extensions, those from above and withdrawn ones too",
                 [options](Session& session) {
                   return TellRecords(
                       session, Extensions(session, *options),
                       [](const auto& response) -> auto& { return response.extensions(); });
                 });
  list->add_option("AGENCY", options->agency, menu.Words("机关，如 54-0424204", "e.g. 54-0424204"))
      ->required();
  list->add_option("--year", options->year, menu.Words("只列这一报告年度", "only this year"));

  AddWithdrawal<v1::WithdrawExtensionRequest, v1::Extension>(
      menu, family, "撤销延期，视同未曾准予",
      "withdraws an extension, as if it had not been granted",
      "54-0424204/extensions/0123456789abcdef", &client::Client::WithdrawExtension, &FullName);
}

}  // namespace

void AddSeasonDuties(Menu& menu, CLI::App& family) {
  const Options options = std::make_shared<DutyOptions>();
  AddRoster(menu, family, options);
  AddEntryChanges(menu, family, options);
  AddExtensions(menu, family, options);
}

}  // namespace ogi::cli
