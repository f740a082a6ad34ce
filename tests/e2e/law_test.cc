// Sentences of the law, written down by hand and tried through a real server: the matrix is
// generated from the table of permissions and cannot find a wrong row in it; these can.
//
// 条例: 政府信息公开条例 (2019). 格式: 国办公开办函〔2021〕30号. 网安法: 网络安全法. 等保: GB/T
// 22239, whose three administrators are three people (三员分立). 民法典: on agents.
#include <map>
#include <ostream>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "ogi/v1/retrieval_service.pb.h"
#include "ogi/v1/submission_service.pb.h"
#include "tests/e2e/permission_samples.h"
#include "tests/e2e/secured_server.h"

namespace ogi {
namespace {

using google::protobuf::Message;

enum class Outcome {
  // The call is his to make, whether or not there is anything to do.
  kMay,
  // Refused, without a word of what exists.
  kMayNot,
  // To him it is not there.
  kNotThere,
};

// Who acts on the township's affairs.
enum class Who {
  kStreet,
  kTownship,
  kCounty,
  kVillage,
  kNeighbour,
  kFormerCounty,
  kCentralOffice,
  kPlatformForTownship,
  kPlatformForCounty,
  kPersonOfCounty,
  kForeignPlatform,
  kOperator,
  kSecurityOfficer,
  kAuditor,
};

struct Sentence {
  const char* article;
  // What it says, in short.
  const char* says;
  Who who;
  const char* method;
  Outcome outcome;
  // Of GetReport: the report asked for.
  const char* report = nullptr;
};

void PrintTo(const Sentence& sentence, std::ostream* out) {
  *out << sentence.article << "：" << sentence.says;
}

constexpr char kSubmit[] = "SubmissionService/SubmitReport";
constexpr char kWithdraw[] = "SubmissionService/WithdrawReport";
constexpr char kReturn[] = "SubmissionService/ReturnReport";
constexpr char kAccept[] = "SubmissionService/AcceptReport";
constexpr char kRetract[] = "SubmissionService/RetractReport";
constexpr char kExplain[] = "SubmissionService/ExplainFinding";
constexpr char kWaive[] = "SubmissionService/RequestWaiver";
constexpr char kApprove[] = "SubmissionService/ApproveWaiver";
constexpr char kRead[] = "RetrievalService/GetReport";
constexpr char kRevalidate[] = "ValidationService/RevalidateReport";
constexpr char kSweep[] = "ValidationService/SweepRegion";
constexpr char kExempt[] = "SeasonService/ExemptAgency";
constexpr char kExtend[] = "SeasonService/GrantExtension";
constexpr char kEntitle[] = "AccessService/CreateMandate";
constexpr char kGrant[] = "AccessService/GrantRole";
constexpr char kRegister[] = "RegistryService/CreateAgency";
constexpr char kAudit[] = "AuditService/ListAuditRecords";

constexpr Sentence kSentences[] = {
    {"条例第三条", "全国的主管部门指导、协调、监督各机关：看得到任何机关尚未公布的年报",
     Who::kCentralOffice, kRead, Outcome::kMay, kUnpublished},
    {"条例第三条", "指导监督不是代办：主管部门不替机关报送", Who::kCentralOffice, kSubmit,
     Outcome::kMayNot},
    {"条例第三条", "县级以上地方政府的主管部门管本行政区域：看得到辖区机关的年报", Who::kCounty,
     kRead, Outcome::kMay, kUnpublished},
    {"条例第三条", "本行政区域之外不归其管", Who::kFormerCounty, kRead, Outcome::kNotThere,
     kUnpublished},
    {"条例第四条", "年报由本机关的工作机构编制：本机关报送", Who::kTownship, kSubmit,
     Outcome::kMay},
    {"条例第四条", "上级不以下级名义报送", Who::kCounty, kSubmit, Outcome::kMayNot},
    {"条例第四条", "下级不以上级名义报送", Who::kVillage, kSubmit, Outcome::kMayNot},
    {"条例第四条", "别的机关不以其名义报送", Who::kNeighbour, kSubmit, Outcome::kMayNot},
    {"条例第四条", "报出的年报由本机关撤回", Who::kTownship, kWithdraw, Outcome::kMay},
    {"条例第四条", "上级不替机关撤回，要退回须说明原因", Who::kCounty, kWithdraw, Outcome::kMayNot},
    {"条例第五条", "公开为常态：公布了的年报任何人可看", Who::kStreet, kRead, Outcome::kMay,
     kPublished},
    {"条例第十七条", "公开之前先审查：尚未公布的，公众看不到", Who::kStreet, kRead,
     Outcome::kNotThere, kUnpublished},
    {"条例第十七条", "尚未公布的，平级机关也看不到", Who::kNeighbour, kRead, Outcome::kNotThere,
     kUnpublished},
    {"条例第十七条", "尚未公布的，下级机关也看不到", Who::kVillage, kRead, Outcome::kNotThere,
     kUnpublished},
    {"条例第四十六条", "主管部门考核、评议：可以重新校验下级年报", Who::kCounty, kRevalidate,
     Outcome::kMay},
    {"条例第四十六条", "主管部门考核辖区：可以清查", Who::kCounty, kSweep, Outcome::kMay},
    {"条例第四十六条", "平级机关不清查别的机关", Who::kNeighbour, kSweep, Outcome::kMayNot},
    {"条例第四十六条", "平级机关之间不互相考核", Who::kNeighbour, kRevalidate, Outcome::kMayNot},
    {"条例第四十七条", "主管部门督促整改：可以退回", Who::kCounty, kReturn, Outcome::kMay},
    {"条例第四十七条", "机关不能退回自己的年报", Who::kTownship, kReturn, Outcome::kMayNot},
    {"条例第四十七条", "下级不能退回上级的年报", Who::kVillage, kReturn, Outcome::kMayNot},
    {"条例第四十七条", "职责划转后，原主管部门不再退回", Who::kFormerCounty, kReturn,
     Outcome::kMayNot},
    {"条例第四十九条", "年报向主管部门提交：由主管部门接受", Who::kCounty, kAccept, Outcome::kMay},
    {"条例第四十九条", "提交的机关不能接受自己的年报", Who::kTownship, kAccept, Outcome::kMayNot},
    {"条例第四十九条", "提交的对象是主管部门，不是平级机关", Who::kNeighbour, kAccept,
     Outcome::kMayNot},
    {"条例第四十九条", "公布了的，机关不能自行撤下", Who::kTownship, kRetract, Outcome::kMayNot},
    {"条例第四十九条", "一月三十一日的期限，机关不能给自己延长", Who::kTownship, kExtend,
     Outcome::kMayNot},
    {"条例第四十九条", "期限的延长由上级决定", Who::kCounty, kExtend, Outcome::kMay},
    {"条例第四十九条", "每年都须报送：机关不能免除自己", Who::kTownship, kExempt, Outcome::kMayNot},
    {"条例第五十条", "报告的内容由机关负责：不寻常之处由机关说明", Who::kTownship, kExplain,
     Outcome::kMay},
    {"条例第五十条", "上级不替机关说明", Who::kCounty, kExplain, Outcome::kMayNot},
    {"条例第五十条", "格式全国统一：机关不能豁免自己的错误", Who::kTownship, kWaive,
     Outcome::kMayNot},
    {"条例第五十条", "确有必要的例外由主管部门提出", Who::kCounty, kWaive, Outcome::kMay},
    {"条例第五十条", "被豁免的机关不能批准豁免", Who::kTownship, kApprove, Outcome::kMayNot},
    {"公文处理工作条例", "决定须经负责人签批：平台办理决定，须有令牌证明的人员",
     Who::kPlatformForCounty, kReturn, Outcome::kMayNot},
    {"公文处理工作条例", "有人员签批的决定，可以经平台办理", Who::kPersonOfCounty, kReturn,
     Outcome::kMay},
    {"民法典第一百六十二条", "代理人在代理权限内，以被代理人名义办理：受托平台可以报送",
     Who::kPlatformForTownship, kSubmit, Outcome::kMay},
    {"民法典第一百七十一条", "没有代理权的，办理不生效：未受托的平台不能报送",
     Who::kForeignPlatform, kSubmit, Outcome::kMayNot},
    {"民法典第一百六十五条", "授权由被代理人作出：机关可以委托平台", Who::kTownship, kEntitle,
     Outcome::kMay},
    {"民法典第一百六十五条", "别人不能替机关授权", Who::kNeighbour, kEntitle, Outcome::kMayNot},
    {"网安法，留存日志", "留存日志，供审计：审计员可看审计记录", Who::kAuditor, kAudit,
     Outcome::kMay},
    {"网安法，留存日志", "被审计者不看审计记录：系统管理员不可", Who::kOperator, kAudit,
     Outcome::kMayNot},
    {"等保，三员分立", "安全管理员也不看审计记录", Who::kSecurityOfficer, kAudit, Outcome::kMayNot},
    {"等保，三员分立", "审计员只看不办：不能退回年报", Who::kAuditor, kReturn, Outcome::kMayNot},
    {"等保，三员分立", "系统管理员登记机关", Who::kOperator, kRegister, Outcome::kMay},
    {"等保，三员分立", "系统管理员不给人权限", Who::kOperator, kGrant, Outcome::kMayNot},
    {"等保，三员分立", "安全管理员给人权限", Who::kSecurityOfficer, kGrant, Outcome::kMay},
    {"等保，三员分立", "安全管理员不登记机关", Who::kSecurityOfficer, kRegister, Outcome::kMayNot},
    {"等保，三员分立", "安全管理员看不到尚未公布的年报", Who::kSecurityOfficer, kRead,
     Outcome::kNotThere, kUnpublished},
    {"等保，三员分立", "系统管理员不替机关报送", Who::kOperator, kSubmit, Outcome::kMayNot},
};
static_assert(std::size(kSentences) >= 40);

class Law : public testing::TestWithParam<Sentence> {
 protected:
  static void SetUpTestSuite() {
    server_ = new SecuredServer({"--no-quotas"});
    server_->AddCertificate("village", kVillage);
    server_->AddCertificate("former", kFormerCounty);
    server_->AddCertificate("central", kCentralOffice);
    server_->AddCertificate("foreign", "platforms/foreign");
    server_->AddTokenKey("platforms/xizang");
    server_->Entitle("platforms/xizang", kCounty, /*subtree=*/true);
    server_->Grant(kCentralOffice, v1::CENTRAL_OFFICE);
    Submit(2021);
    Submit(2022);
    const v1::Revision filed = Submit(2023);
    server_->ExplainWarnings(filed);
    Decide<v1::AcceptReportRequest>(kAccept, filed.name());
    Decide<v1::PublishReportRequest>("SubmissionService/PublishReport", filed.name());
  }
  static void TearDownTestSuite() {
    delete server_;
    server_ = nullptr;
  }

  static v1::Revision Submit(int year) {
    return server_
        ->Call({"township"}, kSubmit, Filing(ReportOf(year, server_->NextId()), server_->NextId()))
        .Get<v1::Revision>();
  }

  template <typename Request>
  static void Decide(const char* method, const std::string& name) {
    Request request;
    request.set_name(name);
    request.set_request_id(server_->NextId());
    const Answer answer = server_->Call({"county"}, method, request);
    EXPECT_TRUE(answer.status.ok()) << answer.status;
  }

  static As CallerOf(Who who) {
    switch (who) {
      case Who::kStreet:
        return {""};
      case Who::kTownship:
        return {"township"};
      case Who::kCounty:
        return {"county"};
      case Who::kVillage:
        return {"village"};
      case Who::kNeighbour:
        return {"stranger"};
      case Who::kFormerCounty:
        return {"former"};
      case Who::kCentralOffice:
        return {"central"};
      case Who::kPlatformForTownship:
        return {"platform", kTownship};
      case Who::kPlatformForCounty:
        return {"platform", kCounty};
      case Who::kPersonOfCounty:
        return {"platform", kCounty, server_->Token("platforms/xizang", "zhang-san", kCounty)};
      case Who::kForeignPlatform:
        return {"foreign", kTownship};
      case Who::kOperator:
        return {"operator"};
      case Who::kSecurityOfficer:
        return {"security"};
      case Who::kAuditor:
        return {"auditor"};
    }
    return {};
  }

  static SecuredServer* server_;
};

SecuredServer* Law::server_ = nullptr;

TEST_P(Law, IsKept) {
  const Sentence& sentence = GetParam();
  std::unique_ptr<Message> request =
      SampleOf(sentence.method, server_->NextId(),
               server_->certificates().Text("platform-token-public.pem"));
  ASSERT_NE(request, nullptr);
  if (sentence.report != nullptr) {
    auto get = std::make_unique<v1::GetReportRequest>();
    get->set_name(sentence.report);
    request = std::move(get);
  }
  const Answer answer = server_->Call(CallerOf(sentence.who), sentence.method, *request);
  switch (sentence.outcome) {
    case Outcome::kMay: {
      const std::set<absl::StatusCode> outcomes = {absl::StatusCode::kOk,
                                                   absl::StatusCode::kFailedPrecondition,
                                                   absl::StatusCode::kAlreadyExists};
      const bool no_waiver = errors::ReasonOf(answer.status) == v1::WAIVER_NOT_FOUND;
      EXPECT_TRUE(outcomes.contains(answer.status.code()) || no_waiver) << answer.status;
      return;
    }
    case Outcome::kMayNot:
      EXPECT_EQ(answer.wire, WireOf(errors::NotPermitted())) << answer.status;
      return;
    case Outcome::kNotThere:
      EXPECT_EQ(errors::ReasonOf(answer.status), v1::REPORT_NOT_FOUND) << answer.status;
      return;
  }
}

INSTANTIATE_TEST_SUITE_P(Sentences, Law, testing::ValuesIn(kSentences),
                         [](const auto& sentence) { return absl::StrCat(sentence.index + 1); });

}  // namespace
}  // namespace ogi
