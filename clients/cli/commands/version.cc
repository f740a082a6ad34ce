#include "clients/cli/menu.h"
#include "clients/cli/text/json.h"
#include "domain/rules/rule_book.h"

namespace ogi::cli {
namespace {

ExitCode Tell(Session& session) {
  const std::string& rules = RuleBook::BuiltIn().rule_set().version();
  if (session.json()) {
    session.out() << JsonObject().Text("version", OGI_VERSION).Text("rule_set", rules).Done()
                  << "\n";
  } else {
    session.out() << "ogictl " << OGI_VERSION << session.Words("，规则集 ", ", rule set ") << rules
                  << "\n";
  }
  return ExitCode::kDone;
}

}  // namespace

void AddVersion(Menu& menu) { menu.Add("version", "显示版本", "tells the version", Tell); }

}  // namespace ogi::cli
