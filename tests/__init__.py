"""What belongs to no single context: the gate, the architecture, the cast, journeys, the bench."""
