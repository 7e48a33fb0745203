-- What reports count of project managers: ratings, reviews, whose turn it was.

CREATE TABLE report_rating (
    person_id text NOT NULL,
    at timestamptz NOT NULL,
    rating numeric NOT NULL,
    reviews numeric NOT NULL,
    survey numeric NOT NULL,
    feedback numeric NOT NULL,
    matrix numeric NOT NULL,
    answer_count bigint NOT NULL,
    review_count bigint NOT NULL,
    feedback_count bigint NOT NULL,
    client_count bigint NOT NULL,
    PRIMARY KEY (person_id, at)
);

COMMENT ON TABLE report_rating IS 'One row a time that a project manager''s rating became '
    'another one.';
COMMENT ON COLUMN report_rating.person_id IS 'The project manager.';
COMMENT ON COLUMN report_rating.at IS 'From when on it holds.';
COMMENT ON COLUMN report_rating.rating IS 'The rating, at its hundredths.';
COMMENT ON COLUMN report_rating.reviews IS 'The component of reviews, from 0 to 1.';
COMMENT ON COLUMN report_rating.survey IS 'The component of answers to surveys, from 0 to 1.';
COMMENT ON COLUMN report_rating.feedback IS 'The component of the heads'' feedback, from 0 to 1.';
COMMENT ON COLUMN report_rating.matrix IS 'The component of the clients'' services, from 0 to 1.';
COMMENT ON COLUMN report_rating.answer_count IS 'How many answers it rests on.';
COMMENT ON COLUMN report_rating.review_count IS 'How many reviews stand.';
COMMENT ON COLUMN report_rating.feedback_count IS 'How many heads have said something.';
COMMENT ON COLUMN report_rating.client_count IS 'How many active clients he has.';

CREATE TABLE report_review (
    client_id text NOT NULL,
    review_id text NOT NULL,
    person_id text NOT NULL,
    at timestamptz NOT NULL,
    is_real boolean NOT NULL,
    PRIMARY KEY (client_id, review_id)
);

CREATE INDEX report_review_person ON report_review (person_id, at);

COMMENT ON TABLE report_review IS 'One row a review that a client wrote.';
COMMENT ON COLUMN report_review.client_id IS 'The client.';
COMMENT ON COLUMN report_review.review_id IS 'The review.';
COMMENT ON COLUMN report_review.person_id IS 'The project manager for whom it counts.';
COMMENT ON COLUMN report_review.at IS 'When it was written.';
COMMENT ON COLUMN report_review.is_real IS 'False once it was taken back.';

CREATE TABLE report_request_turn (
    request_id text NOT NULL,
    attempt bigint NOT NULL,
    kind text NOT NULL,
    person_id text NOT NULL,
    at timestamptz NOT NULL,
    ending text,
    ended_at timestamptz,
    PRIMARY KEY (request_id, attempt)
);

CREATE INDEX report_request_turn_at ON report_request_turn (at);

COMMENT ON TABLE report_request_turn IS 'One row a time that it was somebody''s turn for a '
    'presale or a new client.';
COMMENT ON COLUMN report_request_turn.request_id IS 'The request.';
COMMENT ON COLUMN report_request_turn.attempt IS 'Which turn of the request it is, from 1.';
COMMENT ON COLUMN report_request_turn.kind IS 'presale or client.';
COMMENT ON COLUMN report_request_turn.person_id IS 'Whose turn it was.';
COMMENT ON COLUMN report_request_turn.at IS 'When.';
COMMENT ON COLUMN report_request_turn.ending IS 'How it came to nothing: declined, expired or '
    'cancelled.';
COMMENT ON COLUMN report_request_turn.ended_at IS 'When it came to nothing.';
