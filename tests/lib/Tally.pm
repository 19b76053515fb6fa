# A formatter for prove whose last line says it all: "N passed, N failed". A
# file that dies, or that keeps no plan, is a failure even when every assertion
# it made passed.
package Tally;
use strict;
use warnings;
use TAP::Formatter::Console;
use TAP::Formatter::File;

# As prove itself chooses: a moving line on a terminal, plain lines elsewhere.
our @ISA = (-t STDOUT ? 'TAP::Formatter::Console' : 'TAP::Formatter::File');

sub summary {
	my ($self, $all, $interrupted) = @_;
	my $failed = $all->failed;

	$self->SUPER::summary($all, $interrupted);
	for my $parser ($all->parsers) {
		$failed++ if !$parser->failed &&
		    ($parser->parse_errors || $parser->exit || $parser->wait);
	}
	$failed++ if $interrupted;
	printf "%d passed, %d failed\n", scalar $all->passed, $failed;
}

1;
