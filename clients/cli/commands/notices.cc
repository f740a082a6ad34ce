// notices: what an organ was told of its reports.
#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/menu.h"
#include "clients/cli/text/json.h"
#include "clients/cli/text/names.h"
#include "clients/cli/text/notice_text.h"
#include "common/limits.h"
#include "common/status_macros.h"

namespace ogi::cli {
namespace {

struct NoticesOptions {
  std::string agency;
  int limit = 50;
};

absl::StatusOr<std::vector<v1::Notice>> Latest(Session& session, const NoticesOptions& options) {
  v1::ListNoticesRequest request;
  OGI_ASSIGN_OR_RETURN(*request.mutable_parent(), ExpandAgencyName(options.agency));
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  std::vector<v1::Notice> notices;
  const auto wanted = static_cast<size_t>(options.limit);
  do {
    request.set_page_size(
        static_cast<int>(std::min<size_t>(wanted - notices.size(), limits::kMaxPageSize)));
    OGI_ASSIGN_OR_RETURN(v1::ListNoticesResponse page, client->ListNotices(request));
    for (v1::Notice& notice : *page.mutable_notices()) notices.push_back(std::move(notice));
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty() && notices.size() < wanted);
  return notices;
}

ExitCode Notices(Session& session, const NoticesOptions& options) {
  const absl::StatusOr<std::vector<v1::Notice>> notices = Latest(session, options);
  if (!notices.ok()) return session.Fail(notices.status());
  if (session.json()) {
    v1::ListNoticesResponse list;
    for (const v1::Notice& notice : *notices) *list.add_notices() = notice;
    session.out() << ListToJson(list, "notices") << "\n";
    return ExitCode::kDone;
  }
  if (!notices->empty()) session.out() << NoticesText(*notices, session.language());
  session.out() << session.Words("共 ", "") << notices->size()
                << session.Words(" 条。\n", " found.\n");
  return ExitCode::kDone;
}

}  // namespace

void AddNotices(Menu& menu) {
  auto options = std::make_shared<NoticesOptions>();
  CLI::App* command =
      menu.Add("notices", "一个机关收到的通知：退回、接受、定稿后出现错误，最新的在前",
               "what an organ was told of its reports: returned, accepted, errors after it was "
               "accepted; the newest first",
               [options](Session& session) { return Notices(session, *options); });
  command
      ->add_option("AGENCY", options->agency,
                   menu.Words("机关标识，如 54-0424204", "the organ, e.g. 54-0424204"))
      ->required();
  command->add_option("--limit", options->limit, menu.Words("最多列多少条", "stop after so many"))
      ->check(CLI::Range(1, 100'000));
}

}  // namespace ogi::cli
