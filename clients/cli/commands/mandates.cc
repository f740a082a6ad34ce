// mandates list, create, withdraw.
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "clients/cli/commands/day_option.h"
#include "clients/cli/commands/records.h"
#include "clients/cli/text/names.h"

namespace ogi::cli {
namespace {

struct MandateOptions {
  std::string agency;
  std::string delegate;
  std::string from;
  std::string to;
  std::string instead_of;
  bool subtree = false;
  bool leave = false;
  std::string request_id;
};

absl::StatusOr<v1::CreateMandateRequest> RequestFor(const MandateOptions& options) {
  v1::CreateMandateRequest request;
  request.set_request_id(options.request_id);
  v1::Mandate& mandate = *request.mutable_mandate();
  OGI_ASSIGN_OR_RETURN(*mandate.mutable_agency(), ExpandAgencyName(options.agency));
  mandate.set_delegate(absl::StrContains(options.delegate, '/')
                           ? options.delegate
                           : absl::StrCat("platforms/", options.delegate));
  mandate.set_kind(options.leave                ? v1::Mandate::LEAVE
                   : options.instead_of.empty() ? v1::Mandate::PLATFORM
                                                : v1::Mandate::DELEGATION);
  mandate.set_represented(options.instead_of);
  mandate.set_subtree(options.subtree);
  OGI_ASSIGN_OR_RETURN(*mandate.mutable_from(), DayOption("--from", options.from));
  OGI_ASSIGN_OR_RETURN(*mandate.mutable_to(), DayOption("--to", options.to));
  return request;
}

absl::StatusOr<v1::Mandate> Create(Session& session, const MandateOptions& options) {
  OGI_ASSIGN_OR_RETURN(v1::CreateMandateRequest request, RequestFor(options));
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  return client->CreateMandate(std::move(request));
}

absl::StatusOr<v1::ListMandatesResponse> List(Session& session, const std::string& agency) {
  v1::ListMandatesRequest request;
  OGI_ASSIGN_OR_RETURN(*request.mutable_parent(), ExpandAgencyName(agency));
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  return client->ListMandates(request);
}

std::string FullName(absl::string_view typed) {
  return absl::StrCat("agencies/", absl::StripPrefix(typed, "agencies/"));
}

}  // namespace

void AddMandates(Menu& menu) {
  auto options = std::make_shared<MandateOptions>();
  CLI::App* family = menu.AddFamily("mandates", "授权：平台代机关、个人代个人；查阅、授权、撤销",
                                    "mandates to platforms and between persons: list, create, "
                                    "withdraw");

  CLI::App* list =
      menu.AddTo(*family, "list", "列出一个机关的授权，含已撤销的",
                 "lists an agency's, withdrawn ones too", [options](Session& session) {
                   return TellRecords(
                       session, List(session, options->agency),
                       [](const auto& response) -> auto& { return response.mandates(); });
                 });
  list->add_option("AGENCY", options->agency, menu.Words("如 54-0424204", "e.g. 54-0424204"))
      ->required();

  CLI::App* create = menu.AddTo(
      *family, "create", "授权平台代机关办理；加 --instead-of 为个人授权他人代办",
      "entitles a platform; with --instead-of, a person entitles another",
      [options](Session& session) { return TellRecord(session, Create(session, *options)); });
  create
      ->add_option(
          "AGENCY", options->agency,
          menu.Words("被代表的机关，如 54-0424000", "the agency acted for, e.g. 54-0424000"))
      ->required();
  create
      ->add_option("WHO", options->delegate,
                   menu.Words("平台，如 xizang；或个人，如 platforms/xizang/people/li-si",
                              "a platform, e.g. xizang, or a person, e.g. "
                              "platforms/xizang/people/li-si"))
      ->required();
  create->add_option("--from", options->from, menu.Words("第一天，如 2026-01-01", "first day"))
      ->required();
  create
      ->add_option("--to", options->to,
                   menu.Words("最后一天，至多五年", "last day; five years at most"))
      ->required();
  create->add_flag("--subtree", options->subtree,
                   menu.Words("平台也代其所有下级机关", "the platform also acts for all below"));
  create->add_option("--instead-of", options->instead_of,
                     menu.Words("被代办的人，只能是本人（由令牌证明）",
                                "the person stood in for: the caller himself, by his token"));
  create->add_flag("--leave", options->leave,
                   menu.Words("请假：其间本人不办理", "he is away and does not act meanwhile"));
  AddRequestId(*create, menu, options->request_id);

  AddWithdrawal<v1::WithdrawMandateRequest, v1::Mandate>(
      menu, *family, "撤销授权，即时生效", "withdraws a mandate, at once",
      "54-0424000/mandates/0123456789abcdef", &client::Client::WithdrawMandate, &FullName);
}

}  // namespace ogi::cli
